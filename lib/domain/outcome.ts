import type { ExecutionStatus, WaveStatus } from "./execution-status.ts";

/**
 * What an execution came to, once all its waves are over. A wave whose failures were accepted, and one that was skipped,
 * make it partial; one that failed or was cancelled fails it.
 */
export function executionOutcome(
  waves: readonly { status: WaveStatus; isContinued: boolean }[],
): Extract<ExecutionStatus, "COMPLETED" | "PARTIAL" | "FAILED"> {
  const isLost = waves.some(
    ({ status, isContinued }) => (status === "FAILED" && !isContinued) || status === "CANCELLED",
  );
  if (isLost) return "FAILED";
  if (waves.every(({ status }) => status === "COMPLETED")) return "COMPLETED";
  return waves.every(({ status }) => status === "FAILED") ? "FAILED" : "PARTIAL";
}
