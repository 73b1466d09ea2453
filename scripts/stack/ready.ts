import { Failure } from "./failure.ts";
import type { RunningProcess } from "./process.ts";
import { waitUntil } from "./wait-until.ts";

/** Waits until a process does its work; fails with the end of its log when it ends first, and stops it when it is late. */
export async function untilReady(
  running: RunningProcess,
  isReady: () => Promise<boolean>,
  seconds = 60,
): Promise<RunningProcess> {
  try {
    await waitUntil(
      async () => {
        if (running.hasExited()) throw new Failure(`${running.name} stopped while it was starting.`);
        return isReady();
      },
      { what: `${running.name} did not start`, seconds },
    );
    return running;
  } catch (error) {
    await running.stop();
    throw new Failure(
      `${error instanceof Error ? error.message : String(error)} The end of its log:\n${running.logTail()}`,
    );
  }
}
