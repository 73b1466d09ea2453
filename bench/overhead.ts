import { type BenchDeployment, openDeployment } from "./engine/deployment.ts";
import { launchedTwice, readJobFacts } from "./engine/aws-facts.ts";
import { historyTypes, transitionsIn } from "./engine/history.ts";
import { launchDelays } from "./engine/hops.ts";
import { criticalPath, ratioAtRealScale, waveDurations } from "./engine/ideal.ts";
import { type Call, recordCalls } from "./engine/journal.ts";
import { readInTurn, type Readings, sinceAwsPassed } from "./engine/reader.ts";
import { createPlan, startDrill, takerOf, untilEnded, type WaveOfBench } from "./engine/run.ts";
import { usageFigures } from "./engine/usage-figures.ts";
import { type BenchOptions, type Figure, information, inWords, percentile, spreadInWords } from "./figure.ts";

type Shape = { name: string; dependsOn: number[][] };

const DIAMOND: Shape = { name: "diamond of 7", dependsOn: [[], [1], [1], [2, 3], [2, 3], [2, 3], [4, 5, 6]] };
const CHAINS: Shape = { name: "two chains of 4", dependsOn: [[], [1], [2], [3], [], [5], [6], [7]] };
const SERVERS_IN_A_WAVE = 2;
const MOST_RATIO = 1.02;
const MOST_DELAY_MS = 1000;
const MOST_LAG_MS = 2000;
const MOST_TRANSITIONS = 12;
/** The product's own watch interval (lib/env.ts). */
const WATCH_SECONDS = 5;

/** A diamond and two chains, with all lengths of time as the product ships them. */
export async function benchOverhead(options: BenchOptions): Promise<Figure[]> {
  const shapes = options.isSmall ? [{ name: "chain of 2", dependsOn: [[], [1]] }] : [DIAMOND, CHAINS];
  const waves = shapes.reduce((sum, shape) => sum + shape.dependsOn.length, 0);
  const bench = await openDeployment({ speed: options.isSmall ? 600 : 60, servers: [waves * SERVERS_IN_A_WAVE] });
  return runShapes(bench, shapes, { watchSeconds: WATCH_SECONDS, serversInAWave: SERVERS_IN_A_WAVE, options });
}

/** 300 waves in a line: the simulator is so fast that this takes minutes, and the watcher's tick is shortened with it. */
export async function benchLine(options: BenchOptions): Promise<Figure[]> {
  const count = options.isSmall ? 10 : 300;
  const watchSeconds = 0.1;
  const dependsOn = Array.from({ length: count }, (_, index) => (index === 0 ? [] : [index]));
  const bench = await openDeployment({
    speed: 3000,
    servers: [count],
    lengths: { WATCH_SECONDS: String(watchSeconds) },
  });
  return runShapes(bench, [{ name: `${count} in a line`, dependsOn }], { watchSeconds, serversInAWave: 1, options });
}

type Run = { shape: Shape; executionId: string; readings: Readings };
type Sizes = { watchSeconds: number; serversInAWave: number; options: BenchOptions };

async function runShapes(bench: BenchDeployment, shapes: readonly Shape[], sizes: Sizes): Promise<Figure[]> {
  try {
    await bench.startWorker();
    await bench.untilInventoried();
    const take = takerOf(bench.servers[0] ?? []);
    const recorder = recordCalls(bench, "StartRecovery");
    const runs: Run[] = [];
    for (const shape of shapes) {
      const waves = shape.dependsOn.map((dependsOn): WaveOfBench => {
        return { dependsOn, servers: take(sizes.serversInAWave) };
      });
      runs.push({ shape, ...(await runOnce(bench, waves)) });
    }
    const starts = await recorder.stop();
    const usages = await bench.stopWorkers();
    const figures = await Promise.all(runs.map((run) => figuresOf(bench, run, { ...sizes, starts })));
    return [...figures.flat(), ...(await usageFigures(bench, usages, sizes.options))];
  } finally {
    await bench.close();
  }
}

async function runOnce(bench: BenchDeployment, waves: WaveOfBench[]): Promise<Omit<Run, "shape">> {
  const executionId = await startDrill(bench, await createPlan(bench, waves));
  const reader = readInTurn(bench, [executionId]);
  await untilEnded(bench, executionId, 3600);
  return { executionId, readings: await reader.stop() };
}

async function figuresOf(bench: BenchDeployment, run: Run, about: Sizes & { starts: Call[] }): Promise<Figure[]> {
  const { shape, executionId } = run;
  const waves = shape.dependsOn.length;
  const delays = await launchDelays(bench, executionId, about.starts);
  const types = await historyTypes(bench, executionId);
  const [transitions, events] = [transitionsIn(types) / waves, types.length / waves];
  return [
    ...(await overheadFigures(bench, run, about)),
    {
      what: `${shape.name}: next StartRecovery after health is seen`,
      figure: spreadInWords(delays),
      budget: "p95 < 1 s",
      isKept: percentile(delays, 95) < MOST_DELAY_MS,
    },
    {
      what: `${shape.name}: event → in the API`,
      figure: spreadInWords(run.readings.lags),
      budget: "p95 < 2 s",
      isKept: percentile(run.readings.lags, 95) < MOST_LAG_MS,
    },
    {
      what: `${shape.name}: transitions a wave`,
      figure: transitions.toFixed(1),
      budget: `≤ ${MOST_TRANSITIONS}`,
      isKept: transitions <= MOST_TRANSITIONS,
    },
    information(`${shape.name}: events of the history a wave`, events.toFixed(1)),
  ];
}

async function overheadFigures(bench: BenchDeployment, run: Run, { watchSeconds }: Sizes): Promise<Figure[]> {
  const { shape, executionId } = run;
  const execution = await bench.ctx.db.execution.findUniqueOrThrow({ where: { id: executionId } });
  const makespan = (execution.endedAt?.getTime() ?? NaN) - execution.createdAt.getTime();
  const jobs = (await readJobFacts(bench)).filter((job) => job.executionId === executionId);
  const waves = shape.dependsOn.map((dependsOn) => ({ dependsOn }));
  const seenAfter = spreadInWords(sinceAwsPassed(run.readings, jobs));
  const path = criticalPath(waves, waveDurations(jobs));
  // Where ticks were shortened, the half tick that a look comes too late on average is missing from what was measured.
  const missing = (path.hops * (WATCH_SECONDS - watchSeconds) * 1000) / 2;
  const overhead = makespan - path.milliseconds + missing;
  const ratio = ratioAtRealScale({ milliseconds: path.milliseconds, speed: bench.speed }, overhead);
  const twice = launchedTwice(jobs);
  const measured = `${inWords(makespan)} for ${inWords(path.milliseconds)} of AWS's at ${bench.speed}×`;
  return [
    {
      what: `${shape.name}: how it ended; servers launched more than once`,
      figure: `${execution.status}; ${twice}`,
      budget: "COMPLETED; 0",
      isKept: execution.status === "COMPLETED" && twice === 0,
    },
    information(`${shape.name}: makespan`, measured),
    information(
      `${shape.name}: overhead a hop (${path.hops} hops)`,
      `${inWords(overhead / path.hops)}${missing > 0 ? `, of which ${inWords(missing / path.hops)} are added for the real tick` : ""}`,
    ),
    {
      what: `${shape.name}: makespan ÷ ideal at AWS's own pace`,
      figure: ratio.toFixed(4),
      budget: `≤ ${MOST_RATIO}`,
      isKept: ratio <= MOST_RATIO,
    },
    information(`${shape.name}: checks pass in AWS → in the API, tick included`, seenAfter),
  ];
}
