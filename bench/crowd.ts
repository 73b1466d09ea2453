import { waitUntil } from "#scripts/stack/wait-until.ts";

import { launchedTwice, readJobFacts } from "./engine/aws-facts.ts";
import { type BenchDeployment, openDeployment, type ServerRef } from "./engine/deployment.ts";
import { launchDelays } from "./engine/hops.ts";
import { type Call, recordCalls } from "./engine/journal.ts";
import { readInTurn } from "./engine/reader.ts";
import { createPlan, startDrill, takerOf } from "./engine/run.ts";
import { usageFigures } from "./engine/usage-figures.ts";
import { type BenchOptions, type Figure, information, inWords, percentile, spreadInWords } from "./figure.ts";

const SPEED = 300;
const PLACES = 4;
const WAVES = 4;
const SERVERS_IN_A_WAVE = 2;
const MOST_READ_MS = 100;

/** Many executions at once, of four waves in a line each, over four accounts and Regions, with two workers. */
export async function benchCrowd(options: BenchOptions): Promise<Figure[]> {
  const count = options.isSmall ? 4 : 50;
  const each = Math.ceil(count / PLACES) * WAVES * SERVERS_IN_A_WAVE;
  const bench = await openDeployment({ speed: SPEED, servers: Array.from({ length: PLACES }, () => each) });
  try {
    await Promise.all([bench.startWorker(), bench.startWorker()]);
    await bench.untilInventoried();
    const takers = bench.servers.map(takerOf);
    const planIds = [];
    for (let plan = 0; plan < count; plan += 1) {
      planIds.push(await createLine(bench, takers[plan % PLACES] ?? (() => [])));
    }
    const recorder = recordCalls(bench, "StartRecovery");
    const start = Date.now();
    const executionIds = await Promise.all(planIds.map((planId) => startDrill(bench, planId)));
    const reader = readInTurn(bench, executionIds);
    await untilAllEnded(bench);
    const makespan = Date.now() - start;
    const [{ reads }, starts] = [await reader.stop(), await recorder.stop()];
    const usages = await bench.stopWorkers();
    return [
      ...(await outcomeFigures(bench, executionIds, starts)),
      information("… until all had ended", inWords(makespan)),
      {
        what: "… read of an execution meanwhile",
        figure: spreadInWords(reads),
        budget: "p95 < 100 ms",
        isKept: percentile(reads, 95) < MOST_READ_MS,
      },
      ...(await usageFigures(bench, usages, options)),
    ];
  } finally {
    await bench.close();
  }
}

async function createLine(bench: BenchDeployment, take: (count: number) => ServerRef[]): Promise<string> {
  const waves = Array.from({ length: WAVES }, (_, index) => {
    return { servers: take(SERVERS_IN_A_WAVE), dependsOn: index === 0 ? [] : [index] };
  });
  return createPlan(bench, waves);
}

async function untilAllEnded({ ctx }: BenchDeployment): Promise<void> {
  await waitUntil(async () => (await ctx.db.execution.count({ where: { endedAt: null } })) === 0, {
    what: "The executions did not end",
    seconds: 1800,
    everyMilliseconds: 250,
  });
}

async function outcomeFigures(
  bench: BenchDeployment,
  executionIds: readonly string[],
  starts: readonly Call[],
): Promise<Figure[]> {
  const all = executionIds.length;
  const completed = await bench.ctx.db.execution.count({ where: { status: "COMPLETED" } });
  const jobs = await readJobFacts(bench);
  const launched = new Set(jobs.flatMap((job) => job.serverIds)).size;
  const expected = all * WAVES * SERVERS_IN_A_WAVE;
  const delays = (await Promise.all(executionIds.map((id) => launchDelays(bench, id, starts)))).flat();
  const twice = launchedTwice(jobs);
  const refused = starts.filter((call) => call.status !== 202).length;
  return [
    {
      what: `${all} executions at once, completed`,
      figure: String(completed),
      budget: String(all),
      isKept: completed === all,
    },
    {
      what: "… servers launched; more than once",
      figure: `${launched}; ${twice}`,
      budget: `${expected}; 0`,
      isKept: launched === expected && twice === 0,
    },
    { what: "… StartRecovery refused", figure: String(refused), budget: "0", isKept: refused === 0 },
    information("… next StartRecovery after health is seen, queue included", spreadInWords(delays)),
  ];
}
