import { actionFailureTitle } from "#components/executions/action-words.ts";
import { listWords } from "#components/executions/execution-words.ts";
import { formatDuration, formatNoun, formatPeriod } from "#components/ui/format.ts";
import { type ActionState, hasFailed } from "#lib/domain/actions/outcome-of-action.ts";
import type { AchievedRpo, AchievedRto, TargetVerdict } from "#lib/domain/outcome-report/achieved.ts";
import { type OutcomeReport, type ServerOutcome, serversOf } from "#lib/domain/outcome-report/outcome-report.ts";
import type { ServerResult } from "#lib/domain/outcome-report/outcome-rows.ts";
import type { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";

export const RESULT_WORD: Record<ServerResult, string> = {
  HEALTHY: "Healthy",
  LAUNCHED_NEVER_HEALTHY: "Launched, never healthy",
  FAILED: "Failed",
  SKIPPED: "Skipped",
  NOT_LAUNCHED: "Not launched",
};

/** `22 of 23 servers recovered in 41:25, 3 min 35 s inside the target.` */
export function outcomeHeadline({ totals, achieved, rtoMinutes, actions }: OutcomeReport): string {
  const { total, healthy } = totals;
  if (total === 0) return "No server was to be launched.";
  const { rto, critical } = achieved;
  if (rto.reason === "NOT_RECOVERED") {
    const lost = critical.total - critical.recovered;
    const kind = critical.total === total ? "" : "critical ";
    if (critical.total === 1) return `The ${kind}server did not recover.`;
    return `${lost} of ${formatNoun(critical.total, `${kind}server`)} did not recover.`;
  }
  const who =
    total === 1 ? "The server" : healthy === total ? `All ${total} servers` : `${healthy} of ${total} servers`;
  const inTime = rto.seconds === null ? "" : ` in ${formatDuration(rto.seconds)}`;
  return `${who} recovered${inTime}${insideWords(rto, rtoMinutes)}${butWords(actions)}.`;
}

/** `, but “Warm up” failed`: recovered servers are not all that a plan wants. */
function butWords(actions: OutcomeReport["actions"]): string {
  const failed = actions.filter(({ state }) => hasFailed(state));
  return failed.length === 0 ? "" : `, but ${actionFailureTitle(failed)}`;
}

function insideWords({ seconds }: AchievedRto, rtoMinutes: number | null): string {
  if (seconds === null || rtoMinutes === null) return "";
  const left = rtoMinutes * 60 - seconds;
  return left < 0 ? `, ${formatPeriod(-left)} over the target` : `, ${formatPeriod(left)} inside the target`;
}

/** What became of the rest, in sentences; empty when there is nothing more to say. */
export function outcomeDetail({ report, execution }: Pick<OutcomeView, "report" | "execution">): string {
  const { totals, waves, achieved } = report;
  const sentences: string[] = [];
  if (execution.status === "CANCELLED") sentences.push("It was cancelled before its end.");
  const byResult = Map.groupBy(serversOf(report), ({ result }) => result);
  for (const [result, words] of REST) {
    const servers = byResult.get(result) ?? [];
    if (servers.length > 0) sentences.push(`${namesOf(servers)} ${words(servers.length)}.`);
  }
  const idle = waves.filter(({ startedAt, status }) => startedAt === null && status !== "COMPLETED");
  if (idle.length > 0) {
    const names = idle.map(({ number, name }) => `${number} ${name}`);
    sentences.push(`${idle.length === 1 ? "Wave" : "Waves"} ${listWords(names)} did not start.`);
  }
  const undone = report.actions.filter(({ state, tries }) => tries === 0 && isLeftOut(state)).length;
  if (undone > 0) sentences.push(`${formatNoun(undone, "action")} did not run.`);
  if (achieved.critical.share === 1 && totals.healthy < totals.total) sentences.push("Everything critical is healthy.");
  if (totals.usedPreviousSnapshot > 0) {
    const servers = formatNoun(totals.usedPreviousSnapshot, "server");
    sentences.push(`${servers} ${was(totals.usedPreviousSnapshot)} launched from an earlier snapshot.`);
  }
  return sentences.join(" ");
}

function isLeftOut(state: ActionState): boolean {
  return state === "CANCELLED" || state === "SKIPPED";
}

const REST: readonly (readonly [ServerResult, (count: number) => string])[] = [
  ["FAILED", () => "did not launch"],
  ["LAUNCHED_NEVER_HEALTHY", (count) => `${was(count)} launched but never healthy`],
  ["SKIPPED", (count) => `${was(count)} skipped`],
  ["NOT_LAUNCHED", (count) => `${was(count)} not launched`],
];

function was(count: number): string {
  return count === 1 ? "was" : "were";
}

function namesOf(servers: readonly ServerOutcome[]): string {
  return listWords(servers.map(({ hostname, isCritical }) => (isCritical ? hostname : `${hostname} (optional)`)));
}

export type TargetWords = { look: "met" | "missed" | "unknown"; words: string };

/** Whether a target was met, `Target 45:00 met`; null where there is none. */
export function targetWords(target: TargetVerdict, targetMinutes: number | null): TargetWords | null {
  if (targetMinutes === null || target.verdict === "NO_TARGET") return null;
  const name = `Target ${formatDuration(targetMinutes * 60)}`;
  if (target.verdict === "MET") return { look: "met", words: `${name} met` };
  if (target.verdict !== "MISSED") return { look: "unknown", words: `${name}: not known` };
  const by = `${target.isAtLeast ? "by at least " : "by "}${formatPeriod(target.bySeconds)}`;
  return { look: "missed", words: `${name} missed ${by}` };
}

/** From when the recovery time counts, or why there is none. */
export function rtoNote({ achieved: { rto, critical }, countedFrom }: OutcomeReport): string {
  switch (rto.reason) {
    case "NOT_RECOVERED":
      return `${critical.recovered} of ${formatNoun(critical.total, "critical server")} recovered`;
    case "NO_CRITICAL_SERVER":
      return "No server of it is critical";
    case "TIME_UNKNOWN":
      return "When the last server was healthy is not known";
    case null:
      return countedFrom === "INCIDENT" ? "Clock from incident declared" : "Clock from the start";
  }
}

/** Whose data loss it is, and the median of all that recovered. */
export function rpoNote(rpo: AchievedRpo, report: OutcomeReport): string {
  if (rpo.seconds === null)
    return rpo.unknown > 0 ? "AWS did not tell what the servers were launched from" : "No server recovered";
  const notes = [`Median ${formatDuration(medianRpo(report))}`];
  if (rpo.unknown > 0) notes.push(`not known of ${formatNoun(rpo.unknown, "server")}`);
  return notes.join(", ");
}

function medianRpo(report: OutcomeReport): number {
  const known = serversOf(report)
    .flatMap(({ result, rpoSeconds }) => (result === "HEALTHY" && rpoSeconds !== null ? [rpoSeconds] : []))
    .toSorted((a, b) => a - b);
  const middle = Math.floor(known.length / 2);
  const upper = known[middle] ?? 0;
  return known.length % 2 === 1 ? upper : ((known[middle - 1] ?? upper) + upper) / 2;
}

/** `+5:33`, `−0:42`, `0:00`; a missing value is a dash. */
export function changeWords(seconds: number | null): string {
  if (seconds === null) return "—";
  const whole = Math.round(seconds);
  if (whole === 0) return "0:00";
  return `${whole > 0 ? "+" : "−"}${formatDuration(Math.abs(whole))}`;
}

/** What else is to be said about a server: optional, tried again, from an earlier snapshot, left out by whom and why. */
export function serverNote(server: ServerOutcome): string {
  const { attempts, launchedAt, skipped, usedPreviousSnapshot, isCritical } = server;
  const tries = launchedAt === null ? `${attempts} attempts` : `launched at attempt ${attempts}`;
  const notes = [
    !isCritical && "optional",
    attempts > 1 && tries,
    usedPreviousSnapshot && "previous snapshot used",
    skipped !== null && skippedWords(skipped),
  ].filter((note) => note !== false);
  const words = notes.join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function skippedWords({ by, reason }: NonNullable<ServerOutcome["skipped"]>): string {
  const who = by === null ? "skipped" : `skipped by ${by}`;
  return reason === null ? who : `${who}: ${reason}`;
}
