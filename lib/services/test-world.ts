import { expect } from "vitest";

import { connectDatabase, type DatabaseClient } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { permissionsOf, type Role, SYSTEM_ACTOR } from "#lib/domain/permissions.ts";
import { testDatabase } from "#scripts/testing/database.ts";

import type { Context } from "./context.ts";

export const PLACE = { accountId: "111111111111", region: "us-east-1" };
export const NOW = new Date("2026-11-23T03:00:00.000Z");

export type TestWorld = {
  db: DatabaseClient;
  url: string;
  /** A context of somebody with these roles. */
  as: (...roles: Role[]) => Context;
  system: Context;
  close: () => Promise<void>;
};

/** A database of the caller's own with one account that uses one Region. */
export async function testWorld(): Promise<TestWorld> {
  const { url } = await testDatabase();
  const db = connectDatabase(url, 6);
  const shared = { db, now: () => NOW, simulated: true };
  await db.account.create({
    data: {
      accountId: PLACE.accountId,
      name: "Production",
      nameKey: "production",
      roleArn: `arn:aws:iam::${PLACE.accountId}:role/Recovery`,
      externalId: "external",
      regions: { create: { region: PLACE.region, state: "OK", syncedAt: NOW } },
    },
  });
  return {
    db,
    url,
    as: (...roles) => ({
      ...shared,
      actor: { kind: "user", id: roles.join("+"), name: `A ${roles.join(" and ")}`, permissions: permissionsOf(roles) },
    }),
    system: { ...shared, actor: SYSTEM_ACTOR },
    close: () => db.$disconnect(),
  };
}

/** `s-` and 17 digits. */
export function serverId(number: number): string {
  return `s-${String(number).padStart(17, "0")}`;
}

/** Servers `from` … `to` of the inventory, ready to be recovered unless `facts` says otherwise. */
export async function addServers(
  db: DatabaseClient,
  [from, to]: readonly [number, number],
  facts: Partial<Prisma.SourceServerCreateManyInput> = {},
): Promise<string[]> {
  const ids = Array.from({ length: to - from + 1 }, (_, index) => serverId(from + index));
  await db.sourceServer.createMany({
    data: ids.map((sourceServerId) => ({
      ...PLACE,
      sourceServerId,
      hostname: `host-${sourceServerId.slice(-5)}`,
      osFamily: "LINUX",
      tags: { app: "shop" },
      replicationState: "CONTINUOUS",
      hasSnapshot: true,
      lagSeconds: 10,
      liveInstances: [],
      searchText: `host-${sourceServerId.slice(-5)} ${sourceServerId} app=shop`,
      syncedAt: NOW,
      ...facts,
    })),
  });
  return ids;
}

/** An execution of a plan that runs these servers and has not ended. */
export async function addExecution(
  db: DatabaseClient,
  run: { plan: { id: string; name: string }; groupId: string; serverIds: readonly string[]; endedAt?: Date },
): Promise<string> {
  const { id } = await db.execution.create({
    data: {
      planId: run.plan.id,
      planName: run.plan.name,
      planVersion: 1,
      planDigest: "digest",
      type: "DRILL",
      status: run.endedAt === undefined ? "RUNNING" : "COMPLETED",
      simulated: true,
      requestedById: "somebody",
      requestedBy: "Somebody",
      contract: 1,
      startedWith: [],
      createdAt: run.endedAt ?? NOW,
      endedAt: run.endedAt ?? null,
      waves: { create: { number: 1, name: "All", groups: [], healthTimeoutMinutes: 45 } },
    },
  });
  await db.executionServer.createMany({
    data: run.serverIds.map((sourceServerId) => ({
      ...PLACE,
      executionId: id,
      sourceServerId,
      waveNumber: 1,
      groupId: run.groupId,
      groupName: "Group",
      hostname: "host",
      phases: [],
      releasedAt: run.endedAt ?? null,
    })),
  });
  return id;
}

/** What the audit holds, oldest first. */
export async function auditOf(db: DatabaseClient): Promise<{ action: string; entityName: string; actor: string }[]> {
  return db.auditEvent.findMany({ select: { action: true, entityName: true, actor: true }, orderBy: { id: "asc" } });
}

/** `expect.stringContaining`, typed. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}
