import type { Result } from "./run-step.ts";

/** The outcome of one step; all that it said when it failed, and one line when it did not. */
export function printResult(result: Result): void {
  const { name, isGreen, output } = result;
  if (!isGreen)
    process.stdout.write(`\n━━━ ${name} ${"━".repeat(Math.max(0, 76 - name.length))}\n${output.trimEnd()}\n\n`);
  process.stdout.write(`${lineOf(result)}\n`);
}

/** All steps, and the one line that machines read. */
export function printSummary(results: readonly Result[], seconds: number): void {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const red = results.filter(({ isGreen }) => !isGreen).map(({ name }) => name);
  const verdict = red.length === 0 ? "Everything holds." : `Not green: ${red.join(", ")}.`;
  const lines = ["", "━━━ summary", ...results.map(lineOf), "", `${verdict} ${seconds.toFixed(0)} s in all.`];
  process.stdout.write(`${lines.join("\n")}\n${passed} passed, ${failed} failed\n`);
}

function lineOf({ name, isGreen, passed, failed, seconds }: Result): string {
  const tests = passed + failed === 0 ? "" : `${passed} passed${failed === 0 ? "" : `, ${failed} failed`}`;
  return `${isGreen ? "ok  " : "FAIL"} ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${tests}`.trimEnd();
}
