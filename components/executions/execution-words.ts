import { formatClock, formatNoun } from "#components/ui/format.ts";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionSummary, ExecutionView } from "#lib/domain/execution.ts";
import { resultOf } from "#lib/domain/server-counts.ts";

const NAMED = 3;

/** `a`, `a and b`, `a, b and 4 more`. */
export function listWords(names: readonly string[], most = NAMED): string {
  if (names.length > most) return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** When the clock of the recovery time starts: at the incident where one was declared, else at the start. */
export function clockStart(execution: Pick<ExecutionSummary, "incidentAt" | "createdAt">): string {
  return execution.incidentAt ?? execution.createdAt;
}

export function problemServers(execution: ExecutionView): ExecutionServerView[] {
  return execution.waves.flatMap((wave) => wave.servers.filter((server) => isServerProblem(resultOf(server))));
}

/** What the mode band says beside the word DRILL or RECOVERY. */
export function bandSentence(execution: ExecutionView): string {
  const isDrill = execution.type === "DRILL";
  if (execution.endedAt === null) {
    return isDrill
      ? "Production keeps running. Nothing is failed over."
      : "Real failover. What you do on this page changes production.";
  }
  return `Ended ${formatClock(execution.endedAt, { seconds: true })}. ${leftSentence(execution)}`;
}

function leftSentence(execution: ExecutionView): string {
  const left = runningInstances(execution).length;
  if (left === 0) return "No instance of it is left.";
  const instances = instanceNoun(execution, left);
  const { status, dueAt } = execution.cleanup;
  if (status === "RUNNING") return `${instances} ${left === 1 ? "is" : "are"} being terminated.`;
  if (status === "SCHEDULED" && dueAt !== null) {
    return `${instances} ${left === 1 ? "is" : "are"} terminated at ${formatClock(dueAt)}.`;
  }
  if (execution.type === "RECOVERY") return `${instances} ${left === 1 ? "runs" : "run"}.`;
  return `${instances} ${left === 1 ? "keeps" : "keep"} running until terminated.`;
}

/** `3 drill instances`, `1 recovered server`. */
export function instanceNoun({ type }: Pick<ExecutionView, "type">, count: number): string {
  return formatNoun(count, type === "DRILL" ? "drill instance" : "recovered server");
}

/** EC2 instances that this execution launched and nobody has terminated, as far as is known. */
export function runningInstances(execution: ExecutionView): ExecutionServerView[] {
  const servers = execution.waves.flatMap((wave) => wave.servers);
  return servers.filter((server) => server.recoveryInstanceId !== null && server.status !== "TERMINATED");
}

export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
