/* Everything that has to hold: `npm test`. Its argument is the list of steps, already checked by the command. */
import { z } from "zod";

import { stopRequests } from "../stack/stop-requests.ts";
import { printResult, printSummary } from "./report.ts";
import { runStep, type Result } from "./run-step.ts";
import { stepsOf, type Step } from "./steps.ts";

/** As many steps at once as the smallest machine has cores. */
const AT_ONCE = 2;

const names = z.array(z.string()).parse(JSON.parse(process.argv[2] ?? "[]"));
const signal = stopRequests();
const startedAt = performance.now();
const results: Result[] = [];

for (const group of stepsOf(names)) {
  const waiting = [...group];
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(waiting)));
}
if (signal.aborted) {
  process.stdout.write("The tests were stopped.\n");
  process.exitCode = 130;
} else {
  printSummary(results, (performance.now() - startedAt) / 1000);
  process.exitCode = results.every(({ isGreen }) => isGreen) ? 0 : 1;
}

async function work(waiting: Step[]): Promise<void> {
  for (const step of takeFrom(waiting)) {
    process.stdout.write(`   … ${step.name}: ${step.what}\n`);
    const result = await runStep(step, signal);
    if (signal.aborted) return;
    results.push(result);
    printResult(result);
  }
}

/** Each step once, however many take from the same list. */
function* takeFrom(waiting: Step[]): Generator<Step> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) yield step;
}
