import type { Family } from "#components/ui/family.ts";
import type { WaveStatus } from "#lib/domain/execution-status.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";
import { countServers } from "#lib/domain/server-counts.ts";

import { listWords } from "./execution-words.ts";

const FAMILY: Record<WaveStatus, Family> = {
  PENDING: "idle",
  WAITING: "idle",
  PRE_ACTIONS: "run",
  LAUNCHING: "run",
  VERIFYING: "run",
  POST_ACTIONS: "run",
  AWAITING_DECISION: "attn",
  COMPLETED: "ok",
  PARTIAL: "attn",
  FAILED: "bad",
  SKIPPED: "idle",
  CANCELLED: "idle",
};

export function waveFamily(status: WaveStatus): Family {
  return FAMILY[status];
}

/** A wave that has not begun but waits for others is shown as waiting for them, whether the engine got to it or not. */
export function shownStatus(wave: Pick<ExecutionWaveView, "status" | "dependsOn">): WaveStatus {
  return wave.status === "PENDING" && wave.dependsOn.length > 0 ? "WAITING" : wave.status;
}

/** It failed, and the waves behind it start all the same. */
export function isFailureAccepted(wave: Pick<ExecutionWaveView, "status" | "isContinued">): boolean {
  return wave.status === "FAILED" && wave.isContinued;
}

/** `3 of 3 healthy`, `1 of 6 healthy, 1 failed`, `6 servers`. */
export function progressWords(wave: Pick<ExecutionWaveView, "servers" | "startedAt">): string {
  const counts = countServers(wave.servers);
  if (wave.startedAt === null && counts.healthy === 0) return `${counts.total} server${counts.total === 1 ? "" : "s"}`;
  const healthy = `${counts.healthy} of ${counts.total} healthy`;
  return counts.failed === 0 ? healthy : `${healthy}, ${counts.failed} failed`;
}

export function afterWords(dependsOn: readonly number[]): string {
  return dependsOn.length === 0 ? "" : `after ${listWords(dependsOn.map(String), 4)}`;
}
