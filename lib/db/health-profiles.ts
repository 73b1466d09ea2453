import { z } from "zod";

import { HealthGate } from "#lib/domain/health-gates/health-gate.ts";

import type { Database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import type { NamedRef } from "./source-servers.ts";
import { readStoredJson } from "./stored-json.ts";

export type HealthProfileFields = {
  name: string;
  nameKey: string;
  description: string | null;
  gates: HealthGate[];
  stableSeconds: number;
};

export type HealthProfileRecord = HealthProfileFields & {
  id: string;
  version: number;
  updatedAt: Date;
  /** By name. */
  plans: NamedRef[];
};

const SURROUNDINGS = {
  plans: { select: { plan: { select: { id: true, name: true } } }, orderBy: { plan: { nameKey: "asc" } } },
} satisfies Prisma.HealthProfileInclude;

function toRecord({
  gates,
  plans,
  ...row
}: Prisma.HealthProfileGetPayload<{ include: typeof SURROUNDINGS }>): HealthProfileRecord {
  return { ...row, gates: readStoredJson(z.array(HealthGate), gates), plans: plans.map(({ plan }) => plan) };
}

export async function listProfiles(
  db: Database,
  page: { after: string | null; limit: number },
): Promise<HealthProfileRecord[]> {
  const rows = await db.healthProfile.findMany({
    where: page.after === null ? {} : { nameKey: { gt: page.after } },
    include: SURROUNDINGS,
    orderBy: { nameKey: "asc" },
    take: page.limit + 1,
  });
  return rows.map(toRecord);
}

export async function findProfiles(db: Database, ids: readonly string[]): Promise<HealthProfileRecord[]> {
  const rows = await db.healthProfile.findMany({ where: { id: { in: [...ids] } }, include: SURROUNDINGS });
  return rows.map(toRecord);
}

export async function findProfileByNameKey(db: Database, key: string): Promise<NamedRef | null> {
  return db.healthProfile.findUnique({ where: { nameKey: key }, select: { id: true, name: true } });
}

/** Holds a profile so that no plan can take it up until the transaction ends. False when there is no such profile. */
export async function lockProfile(db: Database, id: string): Promise<boolean> {
  const held = await db.$queryRaw<unknown[]>`SELECT 1 FROM health_profile WHERE id = ${id}::uuid FOR UPDATE`;
  return held.length > 0;
}

/** Those of `ids` that exist. They cannot be deleted until the transaction ends. */
export async function holdProfiles(db: Database, ids: readonly string[]): Promise<string[]> {
  const held = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM health_profile WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR KEY SHARE`;
  return held.map(({ id }) => id);
}

export async function insertProfile(db: Database, fields: HealthProfileFields, at: Date): Promise<string> {
  const { id } = await db.healthProfile.create({
    data: { ...fields, createdAt: at, updatedAt: at },
    select: { id: true },
  });
  return id;
}

/** Saves over exactly the version that was read. False: somebody else saved first, and nothing is changed. */
export async function saveProfile(
  db: Database,
  { id, version }: Pick<HealthProfileRecord, "id" | "version">,
  { fields, at }: { fields: HealthProfileFields; at: Date },
): Promise<boolean> {
  const { count } = await db.healthProfile.updateMany({
    where: { id, version },
    data: { ...fields, updatedAt: at, version: { increment: 1 } },
  });
  return count > 0;
}

export async function deleteProfileRow(db: Database, id: string): Promise<void> {
  await db.healthProfile.delete({ where: { id } });
}
