import { claimLaunches } from "../launching/claim.ts";
import { resolveLaunch } from "../launching/resolve.ts";
import { sendLaunch } from "../launching/send.ts";
import { sendDecidedTasks } from "../parked-tasks.ts";
import type { StepResult, StepRun } from "../step.ts";
import { untilChanged } from "../step.ts";

/**
 * Launches the servers of a wave, each exactly once, and waits until DRS has decided all of them.
 * What is sent, what is in doubt and what is known stand in `Launch` rows; every round starts from those.
 */
export async function launch(run: StepRun): Promise<StepResult> {
  const claimant = `${run.engine.workerId}:${crypto.randomUUID()}`;
  for (;;) {
    run.signal.throwIfAborted();
    const round = await claimLaunches(run, claimant);
    if (round.kind === "ended") {
      await sendDecidedTasks(run.engine, run.input.executionId);
      return round.result;
    }
    await Promise.all([
      ...round.send.map((claimed) => sendLaunch(run, claimed)),
      ...round.resolve.map((claimed) => resolveLaunch(run, claimed)),
    ]);
    if (round.send.length + round.resolve.length === 0) await untilChanged(run, round.waitMs);
  }
}
