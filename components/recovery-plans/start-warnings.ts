import { formatNoun, formatPeriod } from "#components/ui/format.ts";
import { listWords } from "#components/executions/execution-words.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { Recoverability, SourceServerView } from "#lib/domain/source-server.ts";

export type StartWarning = { family: "ok" | "attn" | "bad"; title: string; detail: string; href?: string };

type Start = { type: ExecutionType; rpoMinutes: number | null };

/** What to know before a start, from the inventory: what cannot be launched, what would be replaced, what would be lost. */
export function startWarnings(servers: readonly SourceServerView[], start: Start): StartWarning[] {
  const warnings = [
    unlaunchable(servers, start.type),
    liveRecoveries(servers, start.type),
    drillInstances(servers),
    inALaunch(servers),
    lagging(servers, start.rpoMinutes),
  ].filter((warning) => warning !== null);
  return [...warnings, ready(servers)];
}

function unlaunchable(servers: readonly SourceServerView[], type: ExecutionType): StartWarning | null {
  const found = servers.filter((server) => !server.recoverable);
  if (found.length === 0) return null;
  const reasons = found.slice(0, 3).map((server) => `${server.hostname}: ${whyNotRecoverable(server) ?? "not ready"}`);
  const rest = found.length > 3 ? ` ${found.length - 3} more are listed under Source servers.` : "";
  const effect =
    type === "DRILL"
      ? "A drill is refused as long as one of its servers cannot be launched."
      : `A recovery leaves ${found.length === 1 ? "it" : "them"} out and launches the rest.`;
  return {
    family: "bad",
    title: `${named(found)} cannot be launched now`,
    detail: `${reasons.join("; ")}.${rest} ${effect}`,
  };
}

const WHY: Partial<Record<Recoverability, string>> = {
  INITIAL_SYNC: "its initial sync has not finished, so there is no snapshot",
  NO_SNAPSHOT: "it has no recovery snapshot",
  DISCONNECTED: "it is disconnected from DRS",
  STOPPED: "its replication is stopped",
  GONE: "DRS no longer knows it",
};

/** Why a server cannot be launched, as half a sentence; null when it can. */
export function whyNotRecoverable(server: SourceServerView): string | null {
  return server.recoverable ? null : (WHY[server.recoverability] ?? "it is not ready");
}

function liveRecoveries(servers: readonly SourceServerView[], type: ExecutionType): StartWarning | null {
  const found = servers.filter(isLive);
  if (found.length === 0) return null;
  return {
    family: "bad",
    title: `${named(found)} ${found.length === 1 ? "runs" : "run"} recovered in AWS`,
    detail:
      type === "DRILL"
        ? "A drill would terminate what was recovered, so it is refused while that lives."
        : `A recovery leaves ${found.length === 1 ? "it" : "them"} out: a new launch would terminate what was recovered.`,
  };
}

/** DRS could launch it now, and no live recovery would be destroyed by that. */
export function isLaunchable(server: SourceServerView): boolean {
  return server.recoverable && !isLive(server);
}

function isLive(server: SourceServerView): boolean {
  return server.liveInstances.some((instance) => !instance.isDrill);
}

function drillInstances(servers: readonly SourceServerView[]): StartWarning | null {
  const found = servers.filter((server) => server.liveInstances.some((instance) => instance.isDrill));
  if (found.length === 0) return null;
  const isOne = found.length === 1;
  return {
    family: "attn",
    title: `${named(found)} ${isOne ? "has a drill instance" : "have drill instances"}`,
    detail: isOne ? "It is terminated before the new launch." : "They are terminated before the new launch.",
  };
}

function inALaunch(servers: readonly SourceServerView[]): StartWarning | null {
  const found = servers.filter((server) => server.recoverability === "IN_A_LAUNCH");
  if (found.length === 0) return null;
  return {
    family: "attn",
    title: `${named(found)} ${found.length === 1 ? "is" : "are"} in another DRS job`,
    detail: "The launch waits until that job has ended.",
  };
}

function lagging(servers: readonly SourceServerView[], rpoMinutes: number | null): StartWarning | null {
  const late = servers.filter((server) => server.recoverable && isLate(server, rpoMinutes));
  if (late.length === 0) return null;
  const worst = Math.max(...late.map((server) => server.lagSeconds ?? 0));
  const target = rpoMinutes === null ? "" : ` The RPO is ${formatPeriod(rpoMinutes * 60)}.`;
  return {
    family: "attn",
    title: `${named(late)} ${late.length === 1 ? "lags" : "lag"} behind`,
    detail: `${late.length === 1 ? "It can" : "They can"} be launched, with up to ${formatPeriod(worst)} of data lost.${target}`,
  };
}

function isLate(server: SourceServerView, rpoMinutes: number | null): boolean {
  if (server.recoverability === "READY_STALLED" || server.recoverability === "READY_PAUSED") return true;
  return rpoMinutes !== null && server.lagSeconds !== null && server.lagSeconds > rpoMinutes * 60;
}

function ready(servers: readonly SourceServerView[]): StartWarning {
  const count = servers.filter(isLaunchable).length;
  return {
    family: "ok",
    title: `${count} of ${formatNoun(servers.length, "server")} can be launched now`,
    detail: "Each from its newest data, while replication goes on.",
  };
}

function named(servers: readonly SourceServerView[]): string {
  return listWords(
    servers.map((server) => server.hostname),
    2,
  );
}
