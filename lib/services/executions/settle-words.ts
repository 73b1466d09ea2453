import type { NewEvent } from "#lib/db/execution-events.ts";
import type { ExecutionWave, TalliedServer } from "#lib/db/executions.ts";
import { type ExecutionStatus, isServerProblem, type WaveStatus } from "#lib/domain/execution-status.ts";

export type ExecutionEnd = Extract<ExecutionStatus, "COMPLETED" | "PARTIAL" | "FAILED" | "CANCELLED">;

const ENDS: Record<ExecutionEnd, [words: string, severity: NewEvent["severity"]]> = {
  COMPLETED: ["The execution completed", "good"],
  PARTIAL: ["The execution ended in part", "warning"],
  FAILED: ["The execution failed", "problem"],
  CANCELLED: ["The execution is cancelled", "warning"],
};

export function endEvent(outcome: ExecutionEnd): NewEvent {
  const [message, severity] = ENDS[outcome];
  return { kind: `execution.${outcome.toLowerCase()}`, severity, message };
}

export function startEvent(wave: ExecutionWave): NewEvent {
  return { ...about(wave), kind: "wave.started", severity: "info", message: `${title(wave)} started` };
}

const WAVE_WORDS: Record<WaveStatus, [words: string, severity: NewEvent["severity"]]> = {
  PENDING: ["is pending", "info"],
  WAITING: ["waits", "info"],
  PRE_ACTIONS: ["does what comes before the launch", "info"],
  LAUNCHING: ["is launching", "info"],
  VERIFYING: ["checks the health of its servers", "info"],
  POST_ACTIONS: ["does what comes after the launch", "info"],
  AWAITING_DECISION: ["needs a decision", "problem"],
  COMPLETED: ["completed", "good"],
  PARTIAL: ["ended in part", "warning"],
  FAILED: ["failed", "problem"],
  SKIPPED: ["was skipped", "warning"],
  CANCELLED: ["was cancelled", "warning"],
};

export function waveEvent(wave: ExecutionWave): NewEvent {
  const [words, severity] = WAVE_WORDS[wave.status];
  const kind = `wave.${wave.status.toLowerCase().replaceAll("_", "-")}`;
  return { ...about(wave), kind, severity, message: `${title(wave)} ${words}`, detail: wave.reason };
}

type WaveFacts = {
  status: WaveStatus;
  servers: readonly TalliedServer[];
  blocker: ExecutionWave | undefined;
  failedActions: readonly string[];
};

/** Why a wave is what it is, in a sentence; null where its status says everything. */
export function reasonFor(wave: ExecutionWave, { status, servers, blocker, failedActions }: WaveFacts): string | null {
  if (wave.trouble !== null) return wave.trouble;
  if (blocker !== undefined) return `${title(blocker)} did not pass.`;
  const healthy = servers.filter((server) => server.status === "HEALTHY").length;
  const problems = servers.filter((server) => isServerProblem(server.status)).length;
  const actionWords = failedActions.length === 0 ? "" : `Did not succeed: ${failedActions.join(", ")}.`;
  switch (status) {
    case "AWAITING_DECISION":
      if (failedActions.length === 0) return failedWords(problems, servers.length);
      return [...(problems > 0 ? [failedWords(problems, servers.length)] : []), actionWords].join(" ");
    case "PARTIAL":
    case "FAILED":
      return [healthyWords(healthy, servers.length), actionWords].join(" ").trim();
    case "SKIPPED":
      return wave.reason ?? "Every server of it was skipped.";
    case "CANCELLED":
      return "The execution was cancelled.";
    case "PENDING":
    case "WAITING":
    case "PRE_ACTIONS":
    case "LAUNCHING":
    case "VERIFYING":
    case "POST_ACTIONS":
    case "COMPLETED":
      return null;
  }
}

/** `The server failed.`, `1 of 2 servers failed.` */
function failedWords(count: number, total: number): string {
  return total === 1 && count === 1 ? "The server failed." : `${count} of ${total} ${nounOf(total)} failed.`;
}

/** `The server is not healthy.`, `1 of 2 servers is healthy.`, `2 of 3 servers are healthy.` */
function healthyWords(count: number, total: number): string {
  if (total === 1) return count === 1 ? "The server is healthy." : "The server is not healthy.";
  return `${count} of ${total} ${nounOf(total)} ${count === 1 ? "is" : "are"} healthy.`;
}

function nounOf(count: number): string {
  return count === 1 ? "server" : "servers";
}

function about(wave: ExecutionWave): { wave: number } {
  return { wave: wave.number };
}

function title(wave: ExecutionWave): string {
  return `Wave ${wave.number} "${wave.name}"`;
}
