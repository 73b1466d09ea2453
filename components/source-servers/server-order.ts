import type { Recoverability, SourceServerView } from "#lib/domain/source-server.ts";

export type SortBy = "state" | "loss" | "name";

const WORST_FIRST: readonly Recoverability[] = [
  "DISCONNECTED",
  "STOPPED",
  "NO_SNAPSHOT",
  "GONE",
  "INITIAL_SYNC",
  "READY_STALLED",
  "READY_LAGGING",
  "READY_PAUSED",
  "READY_RESCANNING",
  "IN_A_LAUNCH",
  "READY",
];

function byName(a: SourceServerView, b: SourceServerView): number {
  return a.hostname.localeCompare(b.hostname) || a.sourceServerId.localeCompare(b.sourceServerId);
}

function byLoss(a: SourceServerView, b: SourceServerView): number {
  return (b.lagSeconds ?? -1) - (a.lagSeconds ?? -1);
}

function byState(a: SourceServerView, b: SourceServerView): number {
  return WORST_FIRST.indexOf(a.recoverability) - WORST_FIRST.indexOf(b.recoverability);
}

/** Worst first by state or by loss; by name from A. */
export function orderServers(servers: readonly SourceServerView[], sortBy: SortBy): SourceServerView[] {
  switch (sortBy) {
    case "name":
      return [...servers];
    case "loss":
      return [...servers].sort((a, b) => byLoss(a, b) || byState(a, b) || byName(a, b));
    case "state":
      return [...servers].sort((a, b) => byState(a, b) || byLoss(a, b) || byName(a, b));
  }
}
