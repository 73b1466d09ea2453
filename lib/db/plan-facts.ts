import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import { RECOVERABLE_SQL } from "./recoverable.ts";

/** One group of a plan's newest version, as its servers stand now. */
export type PlanGroupFacts = AccountRegion & {
  planId: string;
  id: string;
  name: string;
  accountName: string;
  serverCount: number;
  recoverableCount: number;
  worstLagSeconds: number | null;
};

export async function groupFactsOfPlans(db: Database, planIds: readonly string[]): Promise<PlanGroupFacts[]> {
  return db.$queryRaw<PlanGroupFacts[]>`
    SELECT p.plan_id::text AS "planId", g.id::text AS id, g.name, g.account_id AS "accountId",
           a.name AS "accountName", g.region,
           count(s.source_server_id)::int AS "serverCount",
           count(s.source_server_id) FILTER (WHERE ${RECOVERABLE_SQL})::int AS "recoverableCount",
           max(s.lag_seconds) AS "worstLagSeconds"
    FROM plan_group p
    JOIN protection_group g ON g.id = p.group_id
    JOIN account a USING (account_id)
    LEFT JOIN group_server m ON m.group_id = g.id
    LEFT JOIN source_server s
      ON s.account_id = m.account_id AND s.region = m.region AND s.source_server_id = m.source_server_id
    WHERE p.plan_id = ANY(${[...planIds]}::uuid[])
    GROUP BY p.plan_id, g.id, a.account_id
    ORDER BY g.name_key`;
}

export async function waveCounts(db: Database, planIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ planId: string; waves: number }[]>`
    SELECT p.id::text AS "planId", jsonb_array_length(v.content -> 'waves') AS waves
    FROM recovery_plan p
    JOIN plan_version v ON v.plan_id = p.id AND v.number = p.version
    WHERE p.id = ANY(${[...planIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.planId, row.waves]));
}

export type PlanExecution = { planId: string; id: string; type: string; status: string; endedAt: Date | null };

/** Of each plan the execution that has not ended, if any, and the newest that has. */
export async function executionsOfPlans(db: Database, planIds: readonly string[]): Promise<PlanExecution[]> {
  return db.$queryRaw<PlanExecution[]>`
    SELECT p.id::text AS "planId", e.id::text AS id, e.type::text AS type, e.status::text AS status,
           e.ended_at AS "endedAt"
    FROM unnest(${[...planIds]}::uuid[]) AS p(id)
    CROSS JOIN LATERAL (
      (SELECT * FROM execution WHERE plan_id = p.id AND ended_at IS NULL ORDER BY type DESC LIMIT 1)
      UNION ALL
      (SELECT * FROM execution WHERE plan_id = p.id AND ended_at IS NOT NULL ORDER BY created_at DESC LIMIT 1)
    ) AS e`;
}
