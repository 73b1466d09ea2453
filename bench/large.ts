import { DEFAULT_LIMITS } from "#lib/domain/launch-queue.ts";

import { type JobFacts, launchedTwice, readJobFacts } from "./engine/aws-facts.ts";
import { type BenchDeployment, openDeployment, type ServerRef } from "./engine/deployment.ts";
import { idealUnderQuota, ratioAtRealScale } from "./engine/ideal.ts";
import { type Call, recordCalls } from "./engine/journal.ts";
import { readInTurn, type Readings, sinceAwsPassed } from "./engine/reader.ts";
import { createPlan, startDrill, takerOf, untilEnded, type WaveOfBench } from "./engine/run.ts";
import { usageFigures } from "./engine/usage-figures.ts";
import { type BenchOptions, type Figure, information, inWords, percentile, spreadInWords } from "./figure.ts";

const SPEED = 300;
const MOST_LAG_MS = 2000;
const REFUSED = new Set([402, 409]);

type Size = { servers: number; waves: number; firstWave: number };
const FULL: Size = { servers: 1000, waves: 40, firstWave: 125 };
const SMALL: Size = { servers: 60, waves: 6, firstWave: 20 };

/** One plan that fills the quotas of an account and Region several times over: no wave waits for another. */
export async function benchLarge(options: BenchOptions): Promise<Figure[]> {
  const size = options.isSmall ? SMALL : FULL;
  const bench = await openDeployment({ speed: SPEED, servers: [size.servers] });
  try {
    await bench.startWorker();
    await bench.untilInventoried();
    const recorder = recordCalls(bench, "StartRecovery");
    const executionId = await startDrill(bench, await createPlan(bench, wavesOf(bench.servers[0] ?? [], size)));
    const reader = readInTurn(bench, [executionId]);
    await untilEnded(bench, executionId, 1800);
    const readings = await reader.stop();
    const [starts, jobs] = [await recorder.stop(), await readJobFacts(bench)];
    const usages = await bench.stopWorkers();
    return [
      ...(await outcomeFigures(bench, executionId, { size, starts, jobs })),
      ...readingFigures(readings, jobs),
      ...(await usageFigures(bench, usages, options)),
    ];
  } finally {
    await bench.close();
  }
}

/** The first wave needs more than one job; the others share what is left. */
function wavesOf(servers: readonly ServerRef[], { waves, firstWave }: Size): WaveOfBench[] {
  const take = takerOf(servers);
  const left = servers.length - firstWave;
  const startOf = (wave: number) => Math.floor((wave * left) / (waves - 1));
  const rest = Array.from({ length: waves - 1 }, (_, wave) => startOf(wave + 1) - startOf(wave));
  return [firstWave, ...rest].map((count) => ({ servers: take(count), dependsOn: [] }));
}

type Outcome = { size: Size; starts: Call[]; jobs: JobFacts[] };

async function outcomeFigures(
  bench: BenchDeployment,
  executionId: string,
  { size, starts, jobs }: Outcome,
): Promise<Figure[]> {
  const execution = await bench.ctx.db.execution.findUniqueOrThrow({ where: { id: executionId } });
  const makespan = (execution.endedAt?.getTime() ?? NaN) - execution.createdAt.getTime();
  const { maxJobs, maxServersInFlight } = DEFAULT_LIMITS;
  const ideal = idealUnderQuota(jobs, { jobs: maxJobs, servers: maxServersInFlight });
  const ratio = ratioAtRealScale({ milliseconds: ideal, speed: bench.speed }, makespan - ideal);
  const refused = starts.filter((call) => REFUSED.has(call.status ?? 0)).length;
  const [twice, launched] = [launchedTwice(jobs), new Set(jobs.flatMap((job) => job.serverIds)).size];
  return [
    {
      what: `${size.servers} servers, ${size.waves} waves`,
      figure: execution.status,
      budget: "COMPLETED",
      isKept: execution.status === "COMPLETED",
    },
    {
      what: "… StartRecovery refused for quota or conflict",
      figure: `${refused} of ${starts.length}`,
      budget: "0",
      isKept: refused === 0,
    },
    {
      what: "… servers launched; more than once",
      figure: `${launched}; ${twice}`,
      budget: `${size.servers}; 0`,
      isKept: twice === 0 && launched === size.servers,
    },
    information("… makespan", `${inWords(makespan)} for ${inWords(ideal)} under the quota at ${bench.speed}×`),
    information("… makespan ÷ ideal under the quota, at AWS's own pace", ratio.toFixed(4)),
  ];
}

function readingFigures(readings: Readings, jobs: readonly JobFacts[]): Figure[] {
  const { reads, lags } = readings;
  return [
    information("… read of the execution meanwhile", spreadInWords(reads)),
    {
      what: "… event → in the API",
      figure: spreadInWords(lags),
      budget: "p95 < 2 s",
      isKept: percentile(lags, 95) < MOST_LAG_MS,
    },
    information(
      "… checks pass in AWS → in the API, a tick of 5 s included",
      spreadInWords(sinceAwsPassed(readings, jobs)),
    ),
  ];
}
