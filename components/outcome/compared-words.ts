import { listWords } from "#components/executions/execution-words.ts";
import { formatDuration } from "#components/ui/format.ts";
import type { OutcomeComparison } from "#lib/domain/outcome-report/compare.ts";
import { type OutcomeReport, serversOf } from "#lib/domain/outcome-report/outcome-report.ts";

/** What changed since the execution before: servers that newly failed or work, that are new or gone, and the data loss. */
export function comparedWords({
  report,
  comparison,
}: {
  report: OutcomeReport;
  comparison: OutcomeComparison;
}): string {
  const names = new Map(serversOf(report).map(({ sourceServerId, hostname }) => [sourceServerId, hostname]));
  const named = (ids: readonly string[]) => listWords(ids.map((id) => names.get(id) ?? id));
  const { newlyFailed, newlyHealthy, firstTried, noLongerThere, change } = comparison;
  const sentences = [
    newlyFailed.length > 0 && `New: ${named(newlyFailed)} did not recover.`,
    newlyHealthy.length > 0 && `${named(newlyHealthy)} recovered and did not before.`,
    firstTried.length > 0 &&
      `${named(firstTried)} ${firstTried.length === 1 ? "was" : "were"} tried for the first time.`,
    noLongerThere.length > 0 &&
      `${named(noLongerThere)} ${noLongerThere.length === 1 ? "is" : "are"} no longer in the plan.`,
    lossWords(change.rpoSeconds),
  ];
  return sentences.filter((sentence) => sentence !== false).join(" ");
}

function lossWords(seconds: number | null): string | false {
  if (seconds === null || Math.round(seconds) === 0) return false;
  return `The data loss is ${formatDuration(Math.abs(seconds))} ${seconds > 0 ? "more" : "less"} than then.`;
}
