import { type ExecutionRow, resultOf, type ServerRow } from "./outcome-rows.ts";

/** `MISSED` by so many seconds, by at least so many where the recovery had not come to its end by then. */
export type TargetVerdict =
  { verdict: "MET" | "UNKNOWN" | "NO_TARGET" } | { verdict: "MISSED"; bySeconds: number; isAtLeast: boolean };

/** Why there is no recovery time. */
export type NoRto = "NOT_RECOVERED" | "NO_CRITICAL_SERVER" | "TIME_UNKNOWN";

export type AchievedRto = {
  /** Until the last critical server was healthy; null for the reason given. */
  seconds: number | null;
  reason: NoRto | null;
  /** The critical server that was healthy last; null without a recovery time. */
  decidedBy: string | null;
  target: TargetVerdict;
};

export type AchievedRpo = {
  /** The worst of the servers that recovered; null where none of them is known. */
  seconds: number | null;
  decidedBy: string | null;
  /** Servers that recovered from a snapshot whose time is not known. */
  unknown: number;
  target: TargetVerdict;
};

export type Recovered = { recovered: number; total: number; /** 0 to 1; null of no servers. */ share: number | null };

export type Achieved = { rto: AchievedRto; rpo: AchievedRpo; critical: Recovered; optional: Recovered };

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, (to.getTime() - from.getTime()) / 1000);
}

/** The incident, or where none was declared the start of the execution. */
function rtoOrigin({ incidentAt, startedAt }: ExecutionRow): Date {
  return incidentAt ?? startedAt;
}

/** Seconds from the incident, or else from the start, until the server was healthy; null if it did not end healthy. */
export function rtoSeconds(server: ServerRow, execution: ExecutionRow): number | null {
  if (resultOf(server) !== "HEALTHY" || server.healthyAt === null) return null;
  return secondsBetween(rtoOrigin(execution), server.healthyAt);
}

/** Seconds of data lost: from the snapshot used to the incident, or else to the launch request; null when unknown. */
export function rpoSeconds(server: ServerRow, execution: ExecutionRow): number | null {
  const until = execution.incidentAt ?? server.requestedAt;
  return until === null || server.snapshotAt === null ? null : secondsBetween(server.snapshotAt, until);
}

/** A time in seconds against a target in minutes. */
export function againstTarget(seconds: number | null, targetMinutes: number | null): TargetVerdict {
  if (targetMinutes === null) return { verdict: "NO_TARGET" };
  if (seconds === null) return { verdict: "UNKNOWN" };
  const bySeconds = seconds - targetMinutes * 60;
  return bySeconds > 0 ? { verdict: "MISSED", bySeconds, isAtLeast: false } : { verdict: "MET" };
}

/** What was achieved by these servers, all of an execution or those of a wave; optional ones never decide the RTO. */
export function achievedBy(servers: readonly ServerRow[], execution: ExecutionRow): Achieved {
  return {
    rto: achievedRto(servers, execution),
    rpo: achievedRpo(servers, execution),
    critical: recovered(servers.filter(({ isCritical }) => isCritical)),
    optional: recovered(servers.filter(({ isCritical }) => !isCritical)),
  };
}

function recovered(servers: readonly ServerRow[]): Recovered {
  const count = servers.filter((server) => resultOf(server) === "HEALTHY").length;
  return { recovered: count, total: servers.length, share: servers.length === 0 ? null : count / servers.length };
}

type Timed = { sourceServerId: string; seconds: number };

function worst(times: readonly Timed[]): Timed | null {
  return times.reduce<Timed | null>((most, time) => (most === null || time.seconds > most.seconds ? time : most), null);
}

function timed(
  servers: readonly ServerRow[],
  execution: ExecutionRow,
  secondsOf: (server: ServerRow, execution: ExecutionRow) => number | null,
): Timed[] {
  return servers.flatMap((server) => {
    const seconds = secondsOf(server, execution);
    return seconds === null ? [] : [{ sourceServerId: server.sourceServerId, seconds }];
  });
}

function achievedRto(servers: readonly ServerRow[], execution: ExecutionRow): AchievedRto {
  const critical = servers.filter(({ isCritical }) => isCritical);
  const times = timed(critical, execution, rtoSeconds);
  const reason = noRto(critical, times);
  const last = reason === null ? worst(times) : null;
  const seconds = last?.seconds ?? null;
  const target =
    reason === "NOT_RECOVERED" ? unrecoveredTarget(execution) : againstTarget(seconds, execution.rtoMinutes);
  return { seconds, reason, decidedBy: last?.sourceServerId ?? null, target };
}

function noRto(critical: readonly ServerRow[], times: readonly Timed[]): NoRto | null {
  if (critical.length === 0) return "NO_CRITICAL_SERVER";
  if (critical.some((server) => resultOf(server) !== "HEALTHY")) return "NOT_RECOVERED";
  return times.length < critical.length ? "TIME_UNKNOWN" : null;
}

/** The recovery took longer than the execution: past the target that is a miss, before it nobody can tell. */
function unrecoveredTarget(execution: ExecutionRow): TargetVerdict {
  const lasted = secondsBetween(rtoOrigin(execution), execution.endedAt);
  return atLeast(againstTarget(lasted, execution.rtoMinutes));
}

/** What is only known to be no better than this: a miss stays one, and what looks met may not be. */
function atLeast(target: TargetVerdict): TargetVerdict {
  if (target.verdict === "MISSED") return { ...target, isAtLeast: true };
  return target.verdict === "MET" ? { verdict: "UNKNOWN" } : target;
}

function achievedRpo(servers: readonly ServerRow[], execution: ExecutionRow): AchievedRpo {
  const healthy = servers.filter((server) => resultOf(server) === "HEALTHY");
  const times = timed(healthy, execution, rpoSeconds);
  const most = worst(times);
  const unknown = healthy.length - times.length;
  const target = againstTarget(most?.seconds ?? null, execution.rpoMinutes);
  return {
    seconds: most?.seconds ?? null,
    decidedBy: most?.sourceServerId ?? null,
    unknown,
    target: unknown === 0 ? target : atLeast(target),
  };
}
