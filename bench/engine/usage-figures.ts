import { type BenchOptions, type Figure, information } from "../figure.ts";
import type { BenchDeployment } from "./deployment.ts";
import type { Usage } from "./usage.ts";

const SHOWN = 12;
const WIDTH = 150;

/** Memory, CPU and database work of the workers of a run. */
export async function usageFigures(
  bench: BenchDeployment,
  usages: readonly Usage[],
  { showsStatements }: BenchOptions,
): Promise<Figure[]> {
  const events = await bench.ctx.db.executionEvent.count();
  const queries = usages.reduce((sum, each) => sum + each.queries, 0);
  const cpuSeconds = usages.reduce((sum, each) => sum + each.cpuSeconds, 0);
  const peak = Math.max(...usages.map((each) => each.peakBytes)) / 2 ** 20;
  if (showsStatements) printStatements(usages);
  return [
    information("… peak memory of a worker", `${peak.toFixed(0)} MB`),
    information("… CPU of the workers", `${cpuSeconds.toFixed(1)} s`),
    information("… statements of the workers", `${queries}, ${(queries / Math.max(1, events)).toFixed(1)} an event`),
  ];
}

function printStatements(usages: readonly Usage[]): void {
  const byText = Map.groupBy(
    usages.flatMap((each) => each.statements),
    (statement) => statement.text,
  );
  const sums = [...byText].map(([text, own]) => ({
    text,
    count: own.reduce((sum, each) => sum + each.count, 0),
    milliseconds: own.reduce((sum, each) => sum + each.milliseconds, 0),
  }));
  for (const { text, count, milliseconds } of sums.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SHOWN)) {
    console.log(`${String(count).padStart(8)}× ${milliseconds.toFixed(0).padStart(8)} ms  ${shortOf(text)}`);
  }
}

/** Column lists are left out: the verb, the table and the condition say which statement it is. */
function shortOf(text: string): string {
  return text
    .replace(/^SELECT .* FROM /, "SELECT … FROM ")
    .replaceAll('"public".', "")
    .slice(0, WIDTH);
}
