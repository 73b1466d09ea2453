import type { ExecutionType } from "#lib/domain/execution-status.ts";

import { type OutcomeReport, type ServerOutcome, serversOf } from "./outcome-report.ts";

/** Changes are seconds, above zero for the worse; null where one of the two times is not known. */
export type Change = { rtoSeconds: number | null; rpoSeconds: number | null };

export type ServerChange = {
  sourceServerId: string;
  hostname: string;
  /** Against the newest earlier execution that tried to launch it; null where none did. */
  against: Date | null;
  change: Change;
};

export type OutcomeComparison = {
  /** The newest earlier execution; null where there is none, and then all changes are unknown. */
  against: { startedAt: Date; type: ExecutionType } | null;
  change: Change;
  servers: ServerChange[];
  /** Ids of servers that were healthy when last tried and are not now. */
  newlyFailed: string[];
  /** Ids of servers that are healthy and were not when last tried. */
  newlyHealthy: string[];
  /** Ids of servers that no earlier execution tried, and of those that only the newest earlier one had. */
  firstTried: string[];
  noLongerThere: string[];
  /** The earlier executions, oldest first, and this one: recovery times and data loss in seconds. */
  history: { startedAt: Date; type: ExecutionType; rtoSeconds: number | null; rpoSeconds: number | null }[];
};

/** An outcome against the earlier executions of its plan, drills and recoveries alike; later ones do not count. */
export function compareOutcomes(report: OutcomeReport, others: readonly OutcomeReport[]): OutcomeComparison {
  const earlier = others
    .filter(({ startedAt }) => startedAt < report.startedAt)
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  const before = earlier.at(-1) ?? null;
  const tried = lastTried(earlier);
  const servers = serversOf(report);
  const present = new Set(servers.map(({ sourceServerId }) => sourceServerId));
  function idsOf(isMeant: (now: ServerOutcome, then: ServerOutcome | null) => boolean): string[] {
    return servers
      .filter((server) => isMeant(server, tried.get(server.sourceServerId)?.server ?? null))
      .map(({ sourceServerId }) => sourceServerId);
  }
  return {
    against: before === null ? null : { startedAt: before.startedAt, type: before.type },
    change: changeOf(wholeOf(report), before === null ? null : wholeOf(before)),
    servers: servers.map((server) => serverChange(server, tried.get(server.sourceServerId) ?? null)),
    newlyFailed: idsOf((now, then) => wasTried(now) && now.result !== "HEALTHY" && then?.result === "HEALTHY"),
    newlyHealthy: idsOf((now, then) => now.result === "HEALTHY" && then !== null && then.result !== "HEALTHY"),
    firstTried: idsOf((now, then) => wasTried(now) && then === null),
    noLongerThere: (before === null ? [] : serversOf(before))
      .map(({ sourceServerId }) => sourceServerId)
      .filter((sourceServerId) => !present.has(sourceServerId)),
    history: [...earlier, report].map((each) => ({
      startedAt: each.startedAt,
      type: each.type,
      ...wholeOf(each),
    })),
  };
}

/** Left out or never come to, a server says nothing about whether it can be recovered. */
function wasTried({ result }: ServerOutcome): boolean {
  return result !== "SKIPPED" && result !== "NOT_LAUNCHED";
}

type Tried = { startedAt: Date; server: ServerOutcome };

function lastTried(oldestFirst: readonly OutcomeReport[]): Map<string, Tried> {
  const last = new Map<string, Tried>();
  for (const report of oldestFirst) {
    for (const server of serversOf(report).filter(wasTried)) {
      last.set(server.sourceServerId, { startedAt: report.startedAt, server });
    }
  }
  return last;
}

function wholeOf({ achieved }: OutcomeReport): Change {
  return { rtoSeconds: achieved.rto.seconds, rpoSeconds: achieved.rpo.seconds };
}

function serverChange(server: ServerOutcome, tried: Tried | null): ServerChange {
  const { sourceServerId, hostname } = server;
  return {
    sourceServerId,
    hostname,
    against: tried?.startedAt ?? null,
    change: changeOf(server, tried?.server ?? null),
  };
}

function changeOf(now: Change, then: Change | null): Change {
  return {
    rtoSeconds: difference(now.rtoSeconds, then?.rtoSeconds ?? null),
    rpoSeconds: difference(now.rpoSeconds, then?.rpoSeconds ?? null),
  };
}

function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : now - then;
}
