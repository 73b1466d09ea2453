import type { StartPlanInput } from "#lib/domain/execution-input.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { ENGINE_CONTRACT } from "#lib/domain/execution-trigger.ts";
import type { WaveHealth } from "#lib/domain/health-gates/health-profile.ts";
import { NO_PROGRESS } from "#lib/domain/launch-phases.ts";
import { type LaunchPointInTime, toExecutionPointInTime } from "#lib/domain/point-in-time/choice.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import type { SourceServer } from "#lib/domain/source-server.ts";
import type { z } from "zod";

import { insertActionRuns } from "./action-runs.ts";
import type { Database } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import type { PlanContent, PlanRecord } from "./recovery-plans.ts";

/** An execution of the plan that has not ended and is of one of these types; a recovery before a drill. */
export async function findActiveExecution(db: Database, planId: string, types: readonly ExecutionType[]) {
  return db.execution.findFirst({
    where: { planId, endedAt: null, type: { in: [...types] } },
    select: { id: true, type: true, status: true, createdAt: true },
    orderBy: { type: "desc" },
  });
}

export type LeaseHolder = {
  sourceServerId: string;
  hostname: string;
  executionId: string;
  planName: string;
  type: ExecutionType;
};

/** Those of the servers that an unended execution has, with that execution. */
export async function leaseHolders(
  db: Database,
  servers: readonly (AccountRegion & { sourceServerId: string })[],
): Promise<LeaseHolder[]> {
  const ids = servers.map((server) => server.sourceServerId);
  const rows = await db.executionServer.findMany({
    where: { sourceServerId: { in: ids }, releasedAt: null },
    include: { execution: { select: { planName: true, type: true } } },
    orderBy: { hostname: "asc" },
  });
  const wanted = new Set(servers.map(leaseKey));
  return rows
    .filter((row) => wanted.has(leaseKey(row)))
    .map(({ sourceServerId, hostname, executionId, execution }) => {
      return { sourceServerId, hostname, executionId, ...execution };
    });
}

function leaseKey({ accountId, region, sourceServerId }: AccountRegion & { sourceServerId: string }): string {
  return [accountId, region, sourceServerId].join("/");
}

export type NewExecution = {
  /** Null for a selection of servers, which no plan stands behind. */
  plan: PlanRecord | null;
  content: PlanContent;
  digest: string;
  start: Omit<z.output<typeof StartPlanInput>, "planId">;
  requestedBy: { id: string; name: string };
  simulated: boolean;
  servers: readonly NewExecutionServer[];
  /** Of each wave, in their order. */
  health: readonly (WaveHealth | null)[];
  inventoryAt: Date | null;
  at: Date;
};

export type NewExecutionServer = {
  server: SourceServer;
  waveNumber: number;
  group: { id: string; name: string };
  pointInTime: LaunchPointInTime;
  skipReason: string | null;
};

/** Writes an execution with its waves and servers; the servers' rows are the leases. */
export async function insertExecution(db: Database, input: NewExecution): Promise<string> {
  const { plan, start, content, digest } = input;
  const { id } = await db.execution.create({
    data: {
      planId: plan?.id ?? null,
      planName: content.name,
      planVersion: plan?.version ?? 0,
      planDigest: digest,
      isAdHoc: plan === null,
      rtoMinutes: content.rtoMinutes,
      rpoMinutes: content.rpoMinutes,
      pointInTime: toExecutionPointInTime(start),
      type: start.type,
      simulated: input.simulated,
      requestedById: input.requestedBy.id,
      requestedBy: input.requestedBy.name,
      comment: start.comment,
      incidentAt: start.incidentAt ? new Date(start.incidentAt) : null,
      inventoryAt: input.inventoryAt,
      contract: ENGINE_CONTRACT,
      startedWith: content.waves,
      cleanupMinutes: start.cleanupMinutes === undefined ? content.drillCleanupMinutes : start.cleanupMinutes,
      createdAt: input.at,
    },
    select: { id: true },
  });
  await insertWaves(db, id, input);
  await insertServers(db, id, input);
  await insertActionRuns(db, actionRuns(id, input));
  return id;
}

async function insertWaves(db: Database, executionId: string, input: NewExecution): Promise<void> {
  const { content, servers, health } = input;
  const names = new Map(servers.map(({ group }) => [group.id, group.name]));
  await db.executionWave.createMany({
    data: content.waves.map((wave, index) => ({
      executionId,
      number: index + 1,
      name: wave.name,
      dependsOn: wave.dependsOn,
      groups: wave.protectionGroupIds.map((id) => ({ id, name: names.get(id) ?? id })),
      onFailure: wave.onFailure,
      passPercent: wave.passPercent,
      automaticRetries: wave.automaticRetries,
      launchTimeoutMinutes: wave.launchTimeoutMinutes,
      healthTimeoutMinutes: wave.healthTimeoutMinutes,
      health: health[index] ?? Prisma.DbNull,
    })),
  });
}

function actionRuns(executionId: string, { content, start }: NewExecution) {
  return content.waves.flatMap(({ actions }, index) =>
    actions
      .filter(({ modes }) => modes.includes(start.type))
      .map((action, place) => ({
        executionId,
        waveNumber: index + 1,
        place,
        actionId: action.id,
        stage: action.when,
        action,
      })),
  );
}

async function insertServers(db: Database, executionId: string, { content, servers, at }: NewExecution): Promise<void> {
  const optional = content.waves.map((wave) => new Set(wave.optionalServerIds));
  // In one order everywhere, so that two starts that share servers wait for each other instead of deadlocking.
  const inOrder = [...servers].sort((a, b) => (leaseKey(a.server) < leaseKey(b.server) ? -1 : 1));
  await db.executionServer.createMany({
    data: inOrder.map(({ server, waveNumber, group, pointInTime, skipReason }) => ({
      executionId,
      accountId: server.accountId,
      region: server.region,
      sourceServerId: server.sourceServerId,
      waveNumber,
      groupId: group.id,
      groupName: group.name,
      hostname: server.hostname,
      pointInTime,
      os: server.os,
      osFamily: server.osFamily,
      isCritical: optional[waveNumber - 1]?.has(server.sourceServerId) !== true,
      status: skipReason === null ? ("PENDING" as const) : ("SKIPPED" as const),
      error: skipReason,
      phases: [...NO_PROGRESS],
      releasedAt: skipReason === null ? null : at,
    })),
  });
}
