import type { z } from "zod";

import { nameKey } from "#lib/domain/names.ts";
import { CreateRecoveryPlanInput } from "#lib/domain/recovery-plan.ts";

import type { Database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { literalPattern } from "./search-pattern.ts";
import type { NamedRef } from "./source-servers.ts";
import { readStoredJson } from "./stored-json.ts";

/** What one version of a plan says, complete in itself. */
export type PlanContent = z.output<typeof CreateRecoveryPlanInput>;

export type PlanRecord = {
  id: string;
  name: string;
  nameKey: string;
  description: string | null;
  rtoMinutes: number | null;
  rpoMinutes: number | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

const FIELDS = {
  id: true,
  name: true,
  nameKey: true,
  description: true,
  rtoMinutes: true,
  rpoMinutes: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.RecoveryPlanSelect;

export async function listPlans(
  db: Database,
  filter: { search?: string | undefined },
  page: { after: string | null; limit: number },
): Promise<PlanRecord[]> {
  return db.recoveryPlan.findMany({
    where: {
      AND: [
        page.after === null ? {} : { nameKey: { gt: page.after } },
        filter.search === undefined ? {} : { nameKey: { contains: literalPattern(nameKey(filter.search)) } },
      ],
    },
    select: FIELDS,
    orderBy: { nameKey: "asc" },
    take: page.limit + 1,
  });
}

export async function findPlan(db: Database, id: string): Promise<PlanRecord | null> {
  return db.recoveryPlan.findUnique({ where: { id }, select: FIELDS });
}

export async function findPlanByNameKey(db: Database, key: string): Promise<NamedRef | null> {
  return db.recoveryPlan.findUnique({ where: { nameKey: key }, select: { id: true, name: true } });
}

/** Holds a plan so that no execution of it can start until the transaction ends. False when there is no such plan. */
export async function lockPlan(db: Database, id: string): Promise<boolean> {
  const held = await db.$queryRaw<unknown[]>`SELECT 1 FROM recovery_plan WHERE id = ${id}::uuid FOR UPDATE`;
  return held.length > 0;
}

/** Throws when the version is missing: a plan always has the one it names. */
export async function getPlanContent(db: Database, plan: { id: string; version: number }): Promise<PlanContent> {
  const { content } = await db.planVersion.findUniqueOrThrow({
    where: { planId_number: { planId: plan.id, number: plan.version } },
    select: { content: true },
  });
  return readStoredJson(CreateRecoveryPlanInput, content);
}

/** Throws when the version is missing: a plan always has the one it names. */
export async function getPlanDigest(db: Database, plan: { id: string; version: number }): Promise<string> {
  const { digest } = await db.planVersion.findUniqueOrThrow({
    where: { planId_number: { planId: plan.id, number: plan.version } },
    select: { digest: true },
  });
  return digest;
}

export type PlanSave = { content: PlanContent; digest: string; savedBy: string; at: Date };

export async function insertPlan(db: Database, save: PlanSave): Promise<string> {
  const { id } = await db.recoveryPlan.create({
    data: { ...planFields(save), createdAt: save.at },
    select: { id: true },
  });
  await insertVersion(db, { planId: id, number: 1 }, save);
  return id;
}

/** Saves over exactly the version that was read. False: somebody else saved first, and nothing is changed. */
export async function savePlan(db: Database, read: { id: string; version: number }, save: PlanSave): Promise<boolean> {
  const number = read.version + 1;
  const { count } = await db.recoveryPlan.updateMany({
    where: { id: read.id, version: read.version },
    data: { ...planFields(save), version: number },
  });
  if (count === 0) return false;
  await insertVersion(db, { planId: read.id, number }, save);
  return true;
}

function planFields({ content, at }: PlanSave) {
  const { name, description, rtoMinutes, rpoMinutes } = content;
  return { name, nameKey: nameKey(name), description, rtoMinutes, rpoMinutes, updatedAt: at };
}

async function insertVersion(db: Database, key: { planId: string; number: number }, save: PlanSave): Promise<void> {
  const { content, digest, savedBy, at } = save;
  await db.planVersion.create({ data: { ...key, content, digest, createdBy: savedBy, createdAt: at } });
  const groupIds = [...new Set(content.waves.flatMap((wave) => wave.protectionGroupIds))];
  await db.planGroup.deleteMany({ where: { planId: key.planId } });
  await db.planGroup.createMany({ data: groupIds.map((groupId) => ({ planId: key.planId, groupId })) });
  const profileIds = [...new Set(content.waves.flatMap(({ healthProfileId }) => healthProfileId ?? []))];
  await db.planHealthProfile.deleteMany({ where: { planId: key.planId } });
  await db.planHealthProfile.createMany({ data: profileIds.map((profileId) => ({ planId: key.planId, profileId })) });
}

/** Those of `ids` that exist. They cannot be deleted until the transaction ends. */
export async function holdGroups(db: Database, ids: readonly string[]): Promise<NamedRef[]> {
  return db.$queryRaw<NamedRef[]>`
    SELECT id::text AS id, name FROM protection_group WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR KEY SHARE`;
}

export async function deletePlanRow(db: Database, id: string): Promise<void> {
  await db.recoveryPlan.delete({ where: { id } });
}

export type VersionRecord = { number: number; digest: string; createdAt: Date; createdBy: string };

/** Newest first. */
export async function listPlanVersions(
  db: Database,
  planId: string,
  page: { before: number | null; limit: number },
): Promise<VersionRecord[]> {
  return db.planVersion.findMany({
    where: { planId, ...(page.before !== null && { number: { lt: page.before } }) },
    select: { number: true, digest: true, createdAt: true, createdBy: true },
    orderBy: { number: "desc" },
    take: page.limit + 1,
  });
}
