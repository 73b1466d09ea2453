import { setTimeout as delay } from "node:timers/promises";

import { type BenchDeployment, openDeployment, type ServerRef } from "./engine/deployment.ts";
import { recordCalls } from "./engine/journal.ts";
import { createPlan, startDrill, takerOf } from "./engine/run.ts";
import type { BenchOptions, Figure } from "./figure.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

type Load = { jobs: number; executions: number };

const LOADS: Load[] = [
  { jobs: 1, executions: 1 },
  { jobs: 5, executions: 1 },
  { jobs: 20, executions: 1 },
  { jobs: 5, executions: 5 },
  { jobs: 20, executions: 5 },
];
const WORKERS = [1, 3];
/** Slow enough that jobs outlast the window in which calls are counted. */
const SPEED = 10;
const TICK_SECONDS = 1;
const WINDOW_SECONDS = 20;
/** Ticks are jittered by a tenth, so that a count over a window is a little more or less than one a tick. */
const MOST_A_TICK = 1.05;
const LONGEST_JUMP_SECONDS = 3600;

/** How often DRS is asked for jobs while these run in one account and Region, by jobs, executions and workers. */
export async function benchCalls({ isSmall }: BenchOptions): Promise<Figure[]> {
  const loads = isSmall ? LOADS.slice(-1) : LOADS;
  const workers = isSmall ? WORKERS.slice(-1) : WORKERS;
  const needed = loads.reduce((sum, load) => sum + load.jobs, 0) * workers.length;
  const lengths = { WATCH_SECONDS: String(TICK_SECONDS) };
  const bench = await openDeployment({ speed: SPEED, servers: [needed], lengths });
  const take = takerOf(bench.servers[0] ?? []);
  const figures: Figure[] = [];
  try {
    let running = 0;
    for (const count of workers) {
      for (; running < count; running += 1) await bench.startWorker();
      await bench.untilInventoried();
      for (const load of loads)
        figures.push(await countCalls(bench, { load, workers: count, servers: take(load.jobs) }));
    }
    return figures;
  } finally {
    await bench.close();
  }
}

type Trial = { load: Load; workers: number; servers: ServerRef[] };

async function countCalls(bench: BenchDeployment, { load, workers, servers }: Trial): Promise<Figure> {
  const each = load.jobs / load.executions;
  const take = takerOf(servers);
  for (let execution = 0; execution < load.executions; execution += 1) {
    // One wave a server, none waiting for another: a job for each.
    const waves = take(each).map((server) => ({ servers: [server], dependsOn: [] }));
    await startDrill(bench, await createPlan(bench, waves));
  }
  await untilJobsRun(bench, load.jobs);
  const recorder = recordCalls(bench, "DescribeJobs");
  const start = Date.now();
  await delay(WINDOW_SECONDS * 1000);
  const end = Date.now();
  const calls = (await recorder.stop()).filter((call) => call.at >= start && call.at <= end);
  await finishJobs(bench);
  const perTick = callsPerTick(calls.map((call) => call.at));
  return {
    what: `DescribeJobs a tick: ${load.jobs} jobs, ${load.executions} executions, ${workers} workers`,
    figure: `${perTick.toFixed(2)} (${calls.length} in ${WINDOW_SECONDS} ticks)`,
    budget: "≤ 1",
    isKept: calls.length > 1 && perTick <= MOST_A_TICK,
  };
}

/** By the time between the first and the last call, so that it does not matter where the window began. */
function callsPerTick(times: readonly number[]): number {
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return ((times.length - 1) / seconds) * TICK_SECONDS;
}

async function untilJobsRun({ ctx }: BenchDeployment, jobs: number): Promise<void> {
  const running = { jobId: { not: null }, endedAt: null };
  await waitUntil(async () => (await ctx.db.launch.count({ where: running })) === jobs, {
    what: `${jobs} jobs did not run`,
    seconds: 120,
  });
}

async function finishJobs({ control, ctx }: BenchDeployment): Promise<void> {
  await control("POST", "/clock/advance", { seconds: LONGEST_JUMP_SECONDS });
  await waitUntil(async () => (await ctx.db.execution.count({ where: { endedAt: null } })) === 0, {
    what: "The executions did not end",
    seconds: 120,
  });
}
