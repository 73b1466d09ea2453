import { CreateRecoveryPlanInput, type PlanWave } from "#lib/domain/recovery-plan.ts";

import type { Database } from "./client.ts";
import type { OsFamily } from "./generated/client.ts";
import { readStoredJson } from "./stored-json.ts";

/** A server of a plan's newest version, in the first wave that names it. */
export type EstimatedServer = {
  planId: string;
  waveNumber: number;
  sourceServerId: string;
  hostname: string;
  osFamily: OsFamily;
};

/** Who is in these plans now, in one query for all of them. */
export async function serversOfPlans(db: Database, planIds: readonly string[]): Promise<EstimatedServer[]> {
  return db.$queryRaw<EstimatedServer[]>`
    SELECT DISTINCT ON (p.id, s.account_id, s.region, s.source_server_id)
           p.id::text AS "planId", w.number::int AS "waveNumber", s.source_server_id AS "sourceServerId", s.hostname,
           s.os_family::text AS "osFamily"
    FROM recovery_plan p
    JOIN plan_version v ON v.plan_id = p.id AND v.number = p.version
    CROSS JOIN LATERAL jsonb_array_elements(v.content -> 'waves') WITH ORDINALITY AS w(wave, number)
    CROSS JOIN LATERAL jsonb_array_elements_text(w.wave -> 'protectionGroupIds') AS g(id)
    JOIN group_server m ON m.group_id = g.id::uuid
    JOIN source_server s
      ON s.account_id = m.account_id AND s.region = m.region AND s.source_server_id = m.source_server_id
    WHERE p.id = ANY(${[...planIds]}::uuid[])
    ORDER BY p.id, s.account_id, s.region, s.source_server_id, w.number`;
}

/** The waves of the newest version of each of these plans. */
export async function wavesOfPlans(db: Database, planIds: readonly string[]): Promise<Map<string, PlanWave[]>> {
  const rows = await db.$queryRaw<{ planId: string; content: unknown }[]>`
    SELECT p.id::text AS "planId", v.content
    FROM recovery_plan p JOIN plan_version v ON v.plan_id = p.id AND v.number = p.version
    WHERE p.id = ANY(${[...planIds]}::uuid[])`;
  return new Map(rows.map(({ planId, content }) => [planId, readStoredJson(CreateRecoveryPlanInput, content).waves]));
}
