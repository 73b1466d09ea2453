import type { DurationSample } from "#lib/domain/estimate/duration-sample.ts";

import type { Database } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** The newest executions that are learnt from: of one plan, and of all. */
const OWN_EXECUTIONS = 200;
const ALL_EXECUTIONS = 2000;
/** Servers of those, newest executions first: more would not change a median. */
const MOST_SERVERS = 20_000;

/**
 * How many executions of this plan or, for null, of all have ended, and when the newest did: while it stays the same, there
 * is nothing new to learn.
 */
export async function historyMark(db: Database, planId: string | null): Promise<string> {
  const { _count, _max } = await db.execution.aggregate({
    where: { endedAt: { not: null }, ...(planId !== null && { planId }) },
    _count: { _all: true },
    _max: { endedAt: true },
  });
  return `${_count._all} ${_max.endedAt?.toISOString() ?? ""}`;
}

type ServerRow = Omit<DurationSample, "step" | "seconds"> & { launch: number | null; health: number | null };
type ActionRow = Omit<DurationSample, "step" | "osFamily"> & { stage: "BEFORE" | "AFTER" };

/** What launches, health checks and actions took in the newest executions that ended, of this plan or, for null, of all. */
export async function listDurationSamples(db: Database, planId: string | null): Promise<DurationSample[]> {
  const chosen =
    planId === null
      ? Prisma.sql`SELECT id, plan_id, type, ended_at FROM execution WHERE ended_at IS NOT NULL
                   ORDER BY ended_at DESC LIMIT ${ALL_EXECUTIONS}`
      : Prisma.sql`SELECT id, plan_id, type, ended_at FROM execution WHERE plan_id = ${planId}::uuid AND ended_at IS NOT NULL
                   ORDER BY created_at DESC LIMIT ${OWN_EXECUTIONS}`;
  const [servers, actions] = await Promise.all([
    db.$queryRaw<ServerRow[]>`
      SELECT e.id::text AS "executionId", e.plan_id::text AS "planId", e.type::text AS mode,
             coalesce(s.os_family::text, 'UNKNOWN') AS "osFamily",
             extract(epoch FROM s.launched_at - l.requested_at)::float8 AS launch,
             extract(epoch FROM s.healthy_at - s.launched_at)::float8 AS health
      FROM (${chosen}) AS e
      JOIN execution_server s ON s.execution_id = e.id AND s.launched_at IS NOT NULL
      LEFT JOIN launch l ON l.id = s.launch_id
      ORDER BY e.ended_at DESC
      LIMIT ${MOST_SERVERS}`,
    db.$queryRaw<ActionRow[]>`
      SELECT e.id::text AS "executionId", e.plan_id::text AS "planId", e.type::text AS mode, r.stage::text AS stage,
             extract(epoch FROM max(r.ended_at) - min(r.started_at))::float8 AS seconds
      FROM (${chosen}) AS e
      JOIN action_run r ON r.execution_id = e.id
      GROUP BY e.id, e.plan_id, e.type, e.ended_at, r.wave_number, r.stage
      HAVING bool_and(r.state = 'SUCCEEDED' AND r.started_at IS NOT NULL AND r.ended_at IS NOT NULL)
      ORDER BY e.ended_at DESC
      LIMIT ${MOST_SERVERS}`,
  ]);
  return [...servers.flatMap(samplesOfServer), ...actions.map(sampleOfAction)];
}

function samplesOfServer({ launch, health, ...about }: ServerRow): DurationSample[] {
  return [
    ...(launch === null ? [] : [{ ...about, step: "LAUNCH" as const, seconds: launch }]),
    ...(health === null ? [] : [{ ...about, step: "HEALTH" as const, seconds: health }]),
  ];
}

/** Between the start of the first action of a wave's side and the end of the last. */
function sampleOfAction({ stage, ...about }: ActionRow): DurationSample {
  return { ...about, step: stage === "BEFORE" ? "ACTIONS_BEFORE" : "ACTIONS_AFTER", osFamily: "UNKNOWN" };
}
