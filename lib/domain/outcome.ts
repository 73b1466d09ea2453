import type { ExecutionStatus, ServerStatus, WaveStatus } from "./execution-status.ts";

/**
 * What a wave came to, once all its servers are settled. One failed or unhealthy server fails it: a wave
 * that passes is one whose dependents may trust it. Skipped servers make it partial.
 */
export function waveOutcome(
  servers: readonly ServerStatus[],
): Extract<WaveStatus, "COMPLETED" | "PARTIAL" | "FAILED" | "SKIPPED"> {
  const healthy = servers.filter((status) => status === "HEALTHY").length;
  const skipped = servers.filter((status) => status === "SKIPPED").length;
  if (healthy + skipped < servers.length) return "FAILED";
  if (skipped === 0) return "COMPLETED";
  return healthy === 0 ? "SKIPPED" : "PARTIAL";
}

/** What an execution came to, once all its waves are over. */
export function executionOutcome(
  waves: readonly WaveStatus[],
): Extract<ExecutionStatus, "COMPLETED" | "PARTIAL" | "FAILED"> {
  if (waves.some((status) => status === "FAILED" || status === "CANCELLED")) return "FAILED";
  return waves.every((status) => status === "COMPLETED") ? "COMPLETED" : "PARTIAL";
}
