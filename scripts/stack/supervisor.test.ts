import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { temporaryFolder } from "../testing/temporary-folder.ts";
import { startProcess, type RunningProcess } from "./process.ts";
import { isAlive } from "./signals.ts";
import { supervise, type Supervised } from "./supervisor.ts";
import { waitUntil } from "./wait-until.ts";

type Watched = {
  supervised: Supervised;
  stop: () => Promise<void>;
  crashes: string[];
  givenUp: Promise<string>;
};

describe("supervise", () => {
  test("starts a process again after it was killed, and says so", async () => {
    const { supervised, crashes } = await superviseScript("setInterval(() => {}, 1000)");
    const first = supervised.current();

    process.kill(first.pid, "SIGKILL");
    const second = await waitUntil(() => another(supervised, first), { what: "No second process came", seconds: 10 });

    expect(isAlive(first.pid)).toBe(false);
    expect(isAlive(second.pid)).toBe(true);
    expect(crashes).toEqual(["signal SIGKILL"]);
  });

  test("gives up at the fifth crash within a minute, and shows the end of the log", async () => {
    const { givenUp, crashes, supervised } = await superviseScript("console.log('no database'); process.exit(3)");

    expect(await givenUp).toContain("no database");
    await supervised.ended;
    expect(crashes).toEqual(Array.from({ length: 4 }, () => "exit code 3"));
  });

  test("does not start again what was asked to stop", async () => {
    const { supervised, stop, crashes } = await superviseScript("setInterval(() => {}, 1000)");
    const { pid } = supervised.current();

    await stop();

    expect(isAlive(pid)).toBe(false);
    expect(crashes).toEqual([]);
  });

  test("kills what does not listen to being asked", async () => {
    const { supervised, stop } = await superviseScript("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
    const { pid } = supervised.current();

    await stop();

    expect(isAlive(pid)).toBe(false);
  });
});

async function superviseScript(script: string): Promise<Watched> {
  const logFile = join(temporaryFolder(), "log");
  const stopping = new AbortController();
  const crashes: string[] = [];
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<string>();
  const supervised = await supervise({
    signal: stopping.signal,
    start: (signal) =>
      startProcess({
        name: "test",
        command: process.execPath,
        args: ["-e", script],
        env: {},
        logFile,
        signal,
        stopSeconds: 1,
      }),
    onCrash: (why) => crashes.push(why),
    onGiveUp: giveUp,
  });
  async function stop(): Promise<void> {
    stopping.abort();
    await supervised.ended;
  }
  onTestFinished(stop);
  return { supervised, stop, crashes, givenUp };
}

function another(supervised: Supervised, first: RunningProcess): RunningProcess | null {
  return supervised.current() === first ? null : supervised.current();
}
