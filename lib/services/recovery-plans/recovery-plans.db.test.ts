import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

import type { CreateRecoveryPlanInput } from "#lib/domain/recovery-plan.ts";
import { WAVE_POLICY_DEFAULTS } from "#lib/domain/wave-policy.ts";

import { createProtectionGroup } from "../protection-groups/create.ts";
import {
  addExecution,
  addServers,
  auditOf,
  containing,
  NOW,
  PLACE,
  serverId,
  testWorld,
  type TestWorld,
} from "../test-world.ts";
import { digestOf } from "./content.ts";
import { createRecoveryPlan } from "./create.ts";
import { deleteRecoveryPlan } from "./delete.ts";
import { getRecoveryPlan } from "./get.ts";
import { listRecoveryPlanVersions } from "./list-versions.ts";
import { listRecoveryPlans } from "./list.ts";
import { updateRecoveryPlan } from "./update.ts";

const NO_PLAN = "00000000-0000-4000-8000-000000000000";

let world: TestWorld;
let groups: { web: string; db: string; app: string };

beforeAll(async () => {
  world = await testWorld();
  await addServers(world.db, [1, 4]);
  await addServers(world.db, [5, 5], { lagSeconds: 900 });
  await addServers(world.db, [6, 6], { replicationState: "STOPPED", lagSeconds: null });
  groups = { web: await group("Web", 1, 2), db: await group("Database", 3, 5), app: await group("App", 4, 6) };
});
afterAll(() => world.close());

async function group(name: string, ...numbers: number[]): Promise<string> {
  const input = { name, ...PLACE, region: "us-east-1" as const, sourceServerIds: numbers.map(serverId) };
  return (await createProtectionGroup(world.as("planner"), input)).id;
}

type Waves = CreateRecoveryPlanInput["waves"];

function twoWaves(): Waves {
  return [
    { name: "Data", protectionGroupIds: [groups.db] },
    { name: "Front", protectionGroupIds: [groups.web, groups.app], dependsOn: [1, 1] },
  ];
}

function create(name: string, waves: Waves = twoWaves()) {
  return createRecoveryPlan(world.as("planner"), { name, waves, rtoMinutes: 60 });
}

describe("create", () => {
  test("a plan is kept as version 1 and audited", async () => {
    const plan = await create(" ERP  west ");
    expect(plan).toMatchObject({
      name: "ERP west",
      version: 1,
      waveCount: 2,
      serverCount: 6,
      recoverableCount: 5,
      worstLagSeconds: 900,
      rtoMinutes: 60,
      rpoMinutes: null,
      places: [{ accountId: PLACE.accountId, accountName: "Production", region: "us-east-1" }],
      activeExecution: null,
      lastExecution: null,
    });
    expect(plan.waves).toMatchObject([
      {
        number: 1,
        name: "Data",
        dependsOn: [],
        healthTimeoutMinutes: 45,
        protectionGroups: [{ name: "Database", serverCount: 2 }],
      },
      { number: 2, dependsOn: [1], protectionGroups: [{ name: "Web" }, { name: "App", recoverableCount: 1 }] },
    ]);
    expect(await getRecoveryPlan(world.as("viewer"), plan.id)).toEqual(plan);
    expect(await auditOf(world.db)).toContainEqual({
      action: "recovery-plan.create",
      entityName: "ERP west",
      actor: "A planner",
    });
  });

  test("ids of groups may be spelled in capitals", async () => {
    const plan = await create("Capitals", [{ name: "Data", protectionGroupIds: [groups.db.toUpperCase()] }]);
    expect(plan.waves[0]?.protectionGroups).toMatchObject([{ id: groups.db, name: "Database" }]);
  });

  test("a name that differs in case and spaces only is taken", async () => {
    await expect(create("erp WEST")).rejects.toMatchObject({
      code: "PLAN_NAME_EXISTS",
      conflicts: [{ name: "ERP west" }],
    });
  });

  test("of two plans with one name created at the same moment one wins", async () => {
    const results = await Promise.allSettled([create("Race"), create("race")]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({
      reason: { code: "PLAN_NAME_EXISTS" },
    });
  });

  test("waves that wait for each other are named in order", async () => {
    const waves = twoWaves().map((wave, index) => ({ ...wave, dependsOn: [2 - index] }));
    await expect(create("Cycle", waves)).rejects.toMatchObject({
      code: "CIRCULAR_DEPENDENCY",
      message: containing('1 "Data" → 2 "Front" → 1 "Data"'),
    });
  });

  test("a dependency on a wave that is not there is refused", async () => {
    await expect(
      create("Nowhere", [{ name: "Data", protectionGroupIds: [groups.db], dependsOn: [7] }]),
    ).rejects.toMatchObject({ code: "UNKNOWN_WAVE" });
  });

  test("a group in two waves is refused, naming both", async () => {
    const waves = [...twoWaves(), { name: "Again", protectionGroupIds: [groups.web.toUpperCase()] }];
    await expect(create("Twice", waves)).rejects.toMatchObject({
      code: "INVALID_REQUEST",
      message: containing('"Web" is in wave 2 "Front" and in wave 3 "Again".'),
      invalidParams: [{ name: "waves.2.protectionGroupIds.0" }],
    });
  });

  test("unknown groups are named", async () => {
    await expect(create("Ghost", [{ name: "Data", protectionGroupIds: [groups.db, NO_PLAN] }])).rejects.toMatchObject({
      code: "INVALID_REQUEST",
      message: containing(NO_PLAN),
      invalidParams: [{ name: "waves.0.protectionGroupIds.1" }],
    });
  });
});

describe("policies", () => {
  const policy = {
    onFailure: "CONTINUE" as const,
    passPercent: 80,
    automaticRetries: 2,
    launchTimeoutMinutes: 60,
    healthTimeoutMinutes: 20,
  };

  function firstWith(fields: object): Waves {
    return twoWaves().map((wave, index) => (index === 0 ? { ...wave, ...fields } : wave));
  }

  test("of waves and the clean-up of drills are kept and read back", async () => {
    const optionalServerIds = [serverId(5), serverId(3), serverId(5)];
    const plan = await createRecoveryPlan(world.as("planner"), {
      name: "Policies",
      drillCleanupMinutes: 240,
      waves: firstWith({ ...policy, optionalServerIds }),
    });
    expect(plan.drillCleanupMinutes).toBe(240);
    expect(plan.waves[0]).toMatchObject({ ...policy, optionalServerIds: [serverId(3), serverId(5)] });
    expect(plan.waves[1]).toMatchObject({ onFailure: "ASK", passPercent: 100, automaticRetries: 0 });
    expect(await getRecoveryPlan(world.as("viewer"), plan.id)).toEqual(plan);
  });

  test("are part of the digest, each of them", async () => {
    const plan = await create("Digested");
    const edits = [...Object.entries(policy), ["optionalServerIds", [serverId(3)]]];
    for (const [index, [field, value]] of edits.entries()) {
      const waves = firstWith({ [String(field)]: value });
      await updateRecoveryPlan(world.as("planner"), plan.id, { name: "Digested", version: index + 1, waves });
    }
    await updateRecoveryPlan(world.as("planner"), plan.id, {
      name: "Digested",
      version: edits.length + 1,
      waves: twoWaves(),
      drillCleanupMinutes: 0,
    });
    const { items } = await listRecoveryPlanVersions(world.as("viewer"), plan.id);
    expect(new Set(items.map((version) => version.digest)).size).toBe(edits.length + 2);
  });

  test("that an older version does not name have their defaults", async () => {
    const plan = await create("Older");
    const waves = [{ name: "Data", protectionGroupIds: [groups.db], dependsOn: [], healthTimeoutMinutes: 30 }];
    const content = { name: "Older", description: null, rtoMinutes: null, rpoMinutes: null, waves };
    const version = { planId: plan.id, number: 2, content, digest: "older", createdBy: "A planner", createdAt: NOW };
    await world.db.planVersion.create({ data: version });
    await world.db.recoveryPlan.update({ where: { id: plan.id }, data: { version: 2 } });
    expect(await getRecoveryPlan(world.as("viewer"), plan.id)).toMatchObject({
      version: 2,
      drillCleanupMinutes: null,
      waves: [{ ...WAVE_POLICY_DEFAULTS, healthTimeoutMinutes: 30 }],
    });
  });

  test.each([
    ["passPercent", 0],
    ["passPercent", 101],
    ["automaticRetries", 4],
    ["launchTimeoutMinutes", 0],
    ["optionalServerIds", ["i-1"]],
    ["onFailure", "PANIC"],
  ])("%s of %j is refused", async (field, value) => {
    const waves = twoWaves().map((wave) => ({ ...wave, [field]: value }));
    await expect(create("Refused", waves)).rejects.toThrow(z.ZodError);
  });
});

describe("update", () => {
  test("every save is a version of its own that stays as it was", async () => {
    const plan = await create("Versions");
    const input = { name: "Versions 2", version: 1, waves: twoWaves().slice(0, 1), rpoMinutes: 15 };
    const saved = await updateRecoveryPlan(world.as("planner"), plan.id, input);
    expect(saved).toMatchObject({
      name: "Versions 2",
      version: 2,
      waveCount: 1,
      serverCount: 2,
      rtoMinutes: null,
      rpoMinutes: 15,
    });
    const versions = await listRecoveryPlanVersions(world.as("viewer"), plan.id);
    expect(versions.items).toMatchObject([{ number: 2, createdBy: "A planner" }, { number: 1 }]);
    expect(new Set(versions.items.map((version) => version.digest)).size).toBe(2);
    const rows = await world.db.planVersion.findMany({ where: { planId: plan.id }, orderBy: { number: "asc" } });
    expect(rows.map((row) => row.content)).toMatchObject([
      { name: "Versions", rtoMinutes: 60 },
      { name: "Versions 2" },
    ]);
    await expect(
      world.db.planVersion.updateMany({ where: { planId: plan.id }, data: { digest: "forged" } }),
    ).rejects.toThrow();
    expect(await auditOf(world.db)).toContainEqual({
      action: "recovery-plan.update",
      entityName: "Versions 2",
      actor: "A planner",
    });
  });

  test("versions are paged, newest first", async () => {
    const plan = await create("Many versions");
    await updateRecoveryPlan(world.as("planner"), plan.id, { name: "Many versions", version: 1, waves: twoWaves() });
    const first = await listRecoveryPlanVersions(world.as("viewer"), plan.id, { limit: 1 });
    const second = await listRecoveryPlanVersions(world.as("viewer"), plan.id, { cursor: first.nextCursor ?? "" });
    expect([first, second].flatMap((page) => page.items.map((version) => version.number))).toEqual([2, 1]);
    expect(second.nextCursor).toBeNull();
  });

  test("of two saves over one version one wins", async () => {
    const plan = await create("Contended");
    const save = () =>
      updateRecoveryPlan(world.as("planner"), plan.id, { name: "Contended", version: 1, waves: twoWaves() });
    const results = await Promise.allSettled([save(), save(), save()]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "VERSION_CONFLICT" });
    }
  });

  test("a plan that runs may be edited: what runs keeps its version", async () => {
    const plan = await create("Running and edited");
    await addExecution(world.db, { plan, groupId: groups.web, serverIds: [] });
    const saved = await updateRecoveryPlan(world.as("planner"), plan.id, {
      name: plan.name,
      version: 1,
      waves: twoWaves(),
    });
    expect(saved).toMatchObject({ version: 2, activeExecution: { type: "DRILL", status: "RUNNING" } });
  });
});

describe("delete", () => {
  test("a plan goes, its ended executions stay, and the audit says so", async () => {
    const plan = await create("Retired");
    const execution = await addExecution(world.db, { plan, groupId: groups.web, serverIds: [], endedAt: NOW });
    await deleteRecoveryPlan(world.as("planner"), plan.id);
    await expect(getRecoveryPlan(world.as("viewer"), plan.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await world.db.execution.findUnique({ where: { id: execution } })).toMatchObject({
      planId: null,
      planName: "Retired",
    });
    expect(await auditOf(world.db)).toContainEqual({
      action: "recovery-plan.delete",
      entityName: "Retired",
      actor: "A planner",
    });
  });

  test("a plan with an execution that has not ended stays", async () => {
    const plan = await create("Active");
    const execution = await addExecution(world.db, { plan, groupId: groups.web, serverIds: [] });
    await expect(deleteRecoveryPlan(world.as("planner"), plan.id)).rejects.toMatchObject({
      code: "PLAN_IN_USE",
      conflicts: [{ kind: "execution", id: execution, name: "Active" }],
    });
  });
});

test("lists show the execution that runs and the newest that ended", async () => {
  const plan = await create("Shown");
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour));
  for (const hour of [1, 3, 2])
    await addExecution(world.db, { plan, groupId: groups.web, serverIds: [], endedAt: at(hour) });
  const active = await addExecution(world.db, { plan, groupId: groups.web, serverIds: [] });
  const { items } = await listRecoveryPlans(world.as("viewer"), { search: "SHOWN" });
  expect(items).toMatchObject([
    {
      name: "Shown",
      activeExecution: { id: active },
      lastExecution: { status: "COMPLETED", endedAt: at(3).toISOString() },
    },
  ]);
});

test("plans are listed by name, page by page", async () => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRecoveryPlans(world.as("viewer"), { limit: 2, ...(cursor !== undefined && { cursor }) });
    names.push(...page.items.map((item) => item.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(names).size).toBe(await world.db.recoveryPlan.count());
  expect(names.length).toBe(new Set(names).size);
});

test("the digest does not depend on the order of keys", () => {
  const content = {
    name: "A",
    description: null,
    rtoMinutes: 1,
    rpoMinutes: null,
    drillCleanupMinutes: null,
    acceptsDrillWarnings: false,
    waves: [],
  };
  const turned = Object.fromEntries(Object.entries(content).reverse()) as typeof content;
  expect(digestOf(turned)).toBe(digestOf(content));
  expect(digestOf({ ...content, rtoMinutes: 2 })).not.toBe(digestOf(content));
});

test("nothing works without permission", async () => {
  const viewer = world.as("viewer");
  for (const refused of [
    createRecoveryPlan(viewer, { name: "No", waves: twoWaves() }),
    updateRecoveryPlan(viewer, NO_PLAN, { name: "No", version: 1, waves: twoWaves() }),
    deleteRecoveryPlan(viewer, NO_PLAN),
    listRecoveryPlans(world.as()),
    getRecoveryPlan(world.as(), NO_PLAN),
    listRecoveryPlanVersions(world.as(), NO_PLAN),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});
