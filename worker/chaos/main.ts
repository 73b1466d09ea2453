/* Random trouble against real processes: `npm run chaos`. */
import { z } from "zod";

import { describeError } from "#scripts/stack/failure.ts";
import { stopRequests } from "#scripts/stack/stop-requests.ts";

import { prepareGround } from "./ground.ts";
import { describeHappenings, describeRun } from "./report.ts";
import { runScenario } from "./run.ts";
import { scenarioOf } from "./scenario.ts";

const Options = z.object({
  runs: z.int().min(1).optional(),
  seed: z.int().min(0).optional(),
  minutes: z.number().positive().optional(),
});
const USUAL_RUNS = 10;
const LARGEST_SEED = 2 ** 31;

const { runs, seed, minutes } = Options.parse(JSON.parse(process.argv[2] ?? "{}"));
const first = seed ?? Math.floor(Math.random() * LARGEST_SEED);
const most = runs ?? (minutes !== undefined ? Infinity : seed === undefined ? USUAL_RUNS : 1);
const until = performance.now() + (minutes ?? Infinity) * 60_000;
const stopRequested = stopRequests();

process.exitCode = await runAll().catch((error: unknown) => {
  process.stderr.write(`${describeError(error)}\n`);
  return 1;
});
process.exit();

/** 1 when a promise was broken or a run could not be made. Seeds follow each other. */
async function runAll(): Promise<number> {
  const ground = await prepareGround();
  const broken: number[] = [];
  const happenings = new Map<string, number>();
  let done = 0;
  for (; done < most && performance.now() < until && !stopRequested.aborted; done += 1) {
    const scenario = scenarioOf((first + done) % LARGEST_SEED);
    const isKept = await runScenario(ground, scenario).then(
      (report) => {
        process.stdout.write(`${describeRun(report)}\n`);
        for (const { kind } of report.facts.executions.flatMap(({ events }) => events))
          happenings.set(kind, (happenings.get(kind) ?? 0) + 1);
        return report.violations.length === 0;
      },
      (error: unknown) => {
        process.stdout.write(`seed ${scenario.seed}: COULD NOT RUN: ${describeError(error)}\n`);
        return false;
      },
    );
    if (!isKept) broken.push(scenario.seed);
  }
  await ground.close();
  process.stdout.write(`${describeHappenings(happenings)}\n`);
  process.stdout.write(
    broken.length === 0
      ? `${done} runs, every promise kept.\n`
      : `${done} runs, ${broken.length} with broken promises: seeds ${broken.join(", ")}.\n`,
  );
  return broken.length === 0 ? 0 : 1;
}
