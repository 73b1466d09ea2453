import { isTerminal } from "#lib/domain/execution-status.ts";
import type { ExecutionSummary } from "#lib/domain/execution.ts";

/** What runs comes first, recoveries before drills; the rest stays as the API sorted it, newest first. */
export function runningFirst(executions: readonly ExecutionSummary[]): ExecutionSummary[] {
  return executions.toSorted((a, b) => rank(a) - rank(b));
}

function rank(execution: ExecutionSummary): number {
  if (isTerminal(execution.status)) return 2;
  return execution.type === "RECOVERY" ? 0 : 1;
}
