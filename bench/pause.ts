import { setTimeout as delay } from "node:timers/promises";

import { pauseExecution } from "#lib/services/executions/pause.ts";
import { resumeExecution } from "#lib/services/executions/resume.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { type BenchDeployment, openDeployment } from "./engine/deployment.ts";
import { historyTypes } from "./engine/history.ts";
import { createPlan, startDrill, takerOf, untilEnded } from "./engine/run.ts";
import { type BenchOptions, type Figure, information } from "./figure.ts";

/** Heartbeats and sweep run so many times faster than the product's own, so that a minute stands for an hour. */
const SCALE = 60;
const LENGTHS = {
  STEP_HEARTBEAT_SECONDS: "2",
  PARKED_HEARTBEAT_SECONDS: "5",
  SWEEP_SECONDS: "0.25",
  WATCH_SECONDS: "1",
};
const DAY_SECONDS = 86_400;
const WAVES = 12;
const MOST_EVENTS_A_DAY = 100;

/** What a long pause adds to the history of the state machine, with two restarts of the worker in it. */
export async function benchPause({ isSmall }: BenchOptions): Promise<Figure[]> {
  const pauseSeconds = isSmall ? 12 : 60;
  const bench = await openDeployment({ speed: 600, servers: [WAVES], lengths: LENGTHS });
  try {
    let worker = await bench.startWorker();
    await bench.untilInventoried();
    const executionId = await startDrill(bench, await createLine(bench));
    await untilRunning(bench, executionId);
    await pauseExecution(bench.ctx, { executionId });
    const before = await settledHistory(bench, executionId);
    for (let restart = 1; restart <= 2; restart += 1) {
      await delay((pauseSeconds * 1000) / 3);
      await worker.stop();
      worker = await bench.startWorker();
    }
    await delay((pauseSeconds * 1000) / 3);
    const added = (await historyTypes(bench, executionId)).length - before;
    await resumeExecution(bench.ctx, { executionId });
    await untilEnded(bench, executionId, 300);
    const { status } = await bench.ctx.db.execution.findUniqueOrThrow({ where: { id: executionId } });
    const aDay = (added / (pauseSeconds * SCALE)) * DAY_SECONDS;
    return [
      information("events before the pause", String(before)),
      {
        what: `events that a pause of ${pauseSeconds} s adds, heartbeats ${SCALE}× faster, two restarts`,
        figure: `${added}, so ${aDay.toFixed(0)} in 24 hours`,
        budget: `≤ ${MOST_EVENTS_A_DAY} a day`,
        isKept: aDay <= MOST_EVENTS_A_DAY,
      },
      { what: "… and afterwards", figure: status, budget: "COMPLETED", isKept: status === "COMPLETED" },
    ];
  } finally {
    await bench.close();
  }
}

async function createLine(bench: BenchDeployment): Promise<string> {
  const take = takerOf(bench.servers[0] ?? []);
  const dependsOn = (index: number) => (index === 0 ? [] : [index]);
  return createPlan(
    bench,
    Array.from({ length: WAVES }, (_, index) => ({ servers: take(1), dependsOn: dependsOn(index) })),
  );
}

async function untilRunning({ ctx }: BenchDeployment, executionId: string): Promise<void> {
  const isRunning = () => ctx.db.execution.count({ where: { id: executionId, status: "RUNNING" } });
  await waitUntil(async () => (await isRunning()) === 1, { what: "The execution did not begin", seconds: 60 });
}

/** The length of the history once what DRS was doing has come to its end, and nothing was added for a while. */
async function settledHistory(bench: BenchDeployment, executionId: string): Promise<number> {
  const where = { executionId, status: { in: ["LAUNCHING" as const, "LAUNCHED" as const] } };
  let last = -1;
  return waitUntil(
    async () => {
      const busy = await bench.ctx.db.executionServer.count({ where });
      const length = (await historyTypes(bench, executionId)).length;
      const isStill = busy === 0 && length === last;
      last = length;
      return isStill ? length : null;
    },
    { what: "The paused execution did not come to rest", seconds: 120, everyMilliseconds: 3000 },
  );
}
