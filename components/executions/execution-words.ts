import { formatClock, formatDuration, formatNoun, formatPeriod } from "#components/ui/format.ts";
import { type ActionState, hasFailed } from "#lib/domain/actions/outcome-of-action.ts";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionSummary, ExecutionView } from "#lib/domain/execution.ts";
import { resultOf } from "#lib/domain/server-counts.ts";

import { actionFailureTitle } from "./action-words.ts";

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

/** `Optional, launched at attempt 2`; empty where there is nothing to note. */
export function noteWords(server: Pick<ExecutionServerView, "isCritical" | "attempts" | "launchedAt">): string {
  const attempt = server.launchedAt === null ? `${server.attempts} attempts` : `launched at attempt ${server.attempts}`;
  const notes = [!server.isCritical && "optional", server.attempts > 1 && attempt].filter((note) => note !== false);
  const words = notes.join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an ended execution came to, in the sentence that its reader came for. */
export function outcomeSentence(execution: ExecutionView): string {
  const { total, healthy, launched, failed, skipped } = execution.servers;
  if (total === 0) return "No server was to be launched.";
  if (healthy === total) {
    const who = total === 1 ? "The server is healthy" : `All ${total} servers are healthy`;
    return `${who}${inTime(execution)}${butWords(execution)}.`;
  }
  if (failed > 0) {
    const names = problemServers(execution).map((server) => server.hostname);
    return `${failed} of ${formatNoun(total, "server")} failed: ${listWords(names)}.`;
  }
  const rest = [
    launched > 0 && `${launched} ${was(launched)} launched`,
    skipped > 0 && `${skipped} ${was(skipped)} skipped`,
  ];
  return `${[`${healthy} of ${formatNoun(total, "server")} ${is(healthy)} healthy`, ...rest].filter(Boolean).join(", ")}.`;
}

/** `, but “Warm up” failed`: healthy servers are not all that a plan wants. */
function butWords({ waves }: ExecutionView): string {
  const failed = waves.flatMap(({ actions }) => actions.filter(({ state }) => hasFailed(state)));
  return failed.length === 0 ? "" : `, but ${actionFailureTitle(failed)}`;
}

function is(count: number): string {
  return count === 1 ? "is" : "are";
}

function was(count: number): string {
  return count === 1 ? "was" : "were";
}

/** What stands below the sentence: what became of the rest. Empty when there is nothing more to say. */
export function outcomeDetail(execution: ExecutionView): string {
  const { healthy, total, failed, toGo } = execution.servers;
  const sentences: string[] = [];
  if (execution.status === "CANCELLED") sentences.push("It was cancelled before its end.");
  if (failed > 0 && healthy > 0) sentences.push(`${healthy} of ${total} ${is(healthy)} healthy.`);
  const stopped = execution.waves.filter((wave) => wave.startedAt === null && wave.status !== "COMPLETED");
  if (stopped.length > 0) sentences.push(notStarted(stopped.map((wave) => `${wave.number} ${wave.name}`)));
  if (toGo > 0) sentences.push(`${formatNoun(toGo, "server")} ${was(toGo)} not launched.`);
  const undone = execution.waves.flatMap(({ actions }) => actions.filter(isNotRun)).length;
  if (undone > 0) sentences.push(`${formatNoun(undone, "action")} did not run.`);
  const continued = execution.waves.filter((wave) => wave.isContinued).map((wave) => `${wave.number} ${wave.name}`);
  if (continued.length > 0) sentences.push(acceptedWords(continued));
  const reason = execution.waves.find((wave) => wave.status === "FAILED" && wave.reason !== null)?.reason ?? null;
  if (failed === 0 && reason !== null) sentences.push(reason);
  return sentences.join(" ");
}

function isNotRun({ state, tries }: { state: ActionState; tries: number }): boolean {
  return tries === 0 && (state === "CANCELLED" || state === "SKIPPED");
}

function acceptedWords(names: readonly string[]): string {
  return `Failures in ${names.length === 1 ? "wave" : "waves"} ${listWords(names)} were accepted.`;
}

function notStarted(names: readonly string[]): string {
  return `${names.length === 1 ? "Wave" : "Waves"} ${listWords(names)} did not start.`;
}

function inTime(execution: ExecutionView): string {
  if (execution.endedAt === null) return "";
  const seconds = secondsBetween(clockStart(execution), execution.endedAt);
  return `, ${formatDuration(seconds)} after the ${execution.incidentAt === null ? "start" : "incident"}`;
}

export type Verdict = { isMet: boolean; words: string };

/** Whether the recovery time target was kept; null without a target or while it runs. */
export function rtoVerdict(execution: ExecutionSummary): Verdict | null {
  if (execution.rtoMinutes === null || execution.endedAt === null) return null;
  if (execution.status !== "COMPLETED" && execution.status !== "PARTIAL") {
    const { healthy, total } = execution.servers;
    const why = healthy < total ? "not every server is up" : "not everything was done";
    return { isMet: false, words: `Target ${formatDuration(execution.rtoMinutes * 60)} not met: ${why}` };
  }
  const left = execution.rtoMinutes * 60 - secondsBetween(clockStart(execution), execution.endedAt);
  if (left < 0) return { isMet: false, words: `${formatPeriod(-left)} over the target` };
  return { isMet: true, words: `${formatPeriod(left)} inside the target` };
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
  const instances = formatNoun(left, execution.type === "DRILL" ? "drill instance" : "recovered server");
  const { status, dueAt } = execution.cleanup;
  if (status === "RUNNING") return `${instances} ${left === 1 ? "is" : "are"} being terminated.`;
  if (status === "SCHEDULED" && dueAt !== null) {
    return `${instances} ${left === 1 ? "is" : "are"} terminated at ${formatClock(dueAt)}.`;
  }
  return `${instances} ${left === 1 ? "keeps" : "keep"} running until terminated.`;
}

/** EC2 instances that this execution launched and nobody has terminated, as far as is known. */
export function runningInstances(execution: ExecutionView): ExecutionServerView[] {
  const servers = execution.waves.flatMap((wave) => wave.servers);
  return servers.filter((server) => server.recoveryInstanceId !== null && server.status !== "TERMINATED");
}

export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
