import { afterAll, beforeAll, expect, test } from "vitest";

import { getExecution } from "../executions/get.ts";
import { startExecution } from "../executions/start.ts";
import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { updateRecoveryPlan } from "../recovery-plans/update.ts";
import { addServers, auditOf, PLACE, serverId, testWorld, type TestWorld } from "../test-world.ts";
import { createHealthProfile } from "./create.ts";
import { deleteHealthProfile } from "./delete.ts";
import { getHealthProfile } from "./get.ts";
import { listHealthProfiles } from "./list.ts";
import { updateHealthProfile } from "./update.ts";

const GATE = { id: "11111111-1111-4111-8111-111111111111", kind: "SSM_AGENT" as const };
const NOTHING = "00000000-0000-4000-8000-000000000000";

let world: TestWorld;
let groupId: string;
beforeAll(async () => {
  world = await testWorld();
  await addServers(world.db, [1, 1]);
  const group = { name: "G", ...PLACE, region: "us-east-1" as const, sourceServerIds: [serverId(1)] };
  ({ id: groupId } = await createProtectionGroup(world.as("planner"), group));
});
afterAll(() => world.close());

const create = (name: string) => createHealthProfile(world.as("planner"), { name, gates: [GATE] });
const planOf = (name: string, healthProfileId: string | null) => ({
  name,
  waves: [{ name: "W", protectionGroupIds: [groupId], healthProfileId }],
});

test("a profile is kept as it was written, audited, and listed by name", async () => {
  const probe = {
    id: "22222222-2222-4222-8222-222222222222",
    kind: "INSTANCE_PROBE" as const,
    check: { protocol: "HTTP" as const, port: 80, path: "/health" },
  };
  const profile = await createHealthProfile(world.as("planner"), {
    ...{ name: " Web  tier ", gates: [GATE, probe], stableSeconds: 60 },
  });
  expect(profile).toMatchObject({
    ...{ name: "Web tier", description: null, stableSeconds: 60, version: 1, usedBy: [] },
    gates: [GATE, { ...probe, check: { ...probe.check, expectedStatus: { from: 200, to: 399 } } }],
  });
  expect(await getHealthProfile(world.as("viewer"), profile.id)).toEqual(profile);
  await create("Agents");
  const { items } = await listHealthProfiles(world.as("viewer"));
  expect(items.map(({ name }) => name)).toEqual(["Agents", "Web tier"]);
  expect(await auditOf(world.db)).toContainEqual({
    ...{ action: "health-profile.create", entityName: "Web tier", actor: "A planner" },
  });
});

test("a name that differs in case and spaces only is taken, also at the same moment", async () => {
  await create("Data");
  await expect(create("  DATA ")).rejects.toMatchObject({
    code: "HEALTH_PROFILE_NAME_EXISTS",
    conflicts: [{ kind: "health-profile", name: "Data" }],
  });
  const both = await Promise.allSettled([create("Race"), create("race")]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "HEALTH_PROFILE_NAME_EXISTS" },
  });
});

test("of two saves over the same version one wins", async () => {
  const { id } = await create("Twice");
  const save = (stableSeconds: number) =>
    updateHealthProfile(world.as("planner"), id, { version: 1, name: "Twice", gates: [], stableSeconds });
  const both = await Promise.allSettled([save(1), save(2)]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "VERSION_CONFLICT" } });
  expect(await getHealthProfile(world.as("viewer"), id)).toMatchObject({ version: 2, gates: [] });
});

test("a profile that a plan uses names the plan and cannot be deleted until the plan lets go", async () => {
  const { id } = await create("Used");
  const planner = world.as("planner");
  const plan = await createRecoveryPlan(planner, planOf("Shop", id.toUpperCase()));
  expect(plan.waves[0]?.healthProfileId).toBe(id);
  expect((await getHealthProfile(planner, id)).usedBy).toEqual([{ planId: plan.id, name: "Shop" }]);
  await expect(deleteHealthProfile(planner, id)).rejects.toMatchObject({
    code: "HEALTH_PROFILE_IN_USE",
    conflicts: [{ kind: "recovery-plan", id: plan.id, name: "Shop" }],
  });
  await updateRecoveryPlan(planner, plan.id, { version: 1, ...planOf("Shop", null) });
  await deleteHealthProfile(planner, id);
  await expect(getHealthProfile(planner, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a plan cannot take up a profile that does not exist, nor one that is deleted at the same moment", async () => {
  const planner = world.as("planner");
  await expect(createRecoveryPlan(planner, planOf("Unknown", NOTHING))).rejects.toMatchObject({
    code: "INVALID_REQUEST",
    invalidParams: [{ name: "waves.0.healthProfileId" }],
  });
  const { id } = await create("Fleeting");
  const [saved, deleted] = await Promise.allSettled([
    createRecoveryPlan(planner, planOf("Quick", id)),
    deleteHealthProfile(planner, id),
  ]);
  expect([saved.status, deleted.status].sort()).toEqual(["fulfilled", "rejected"]);
});

test("an execution keeps the profile as it was when it started", async () => {
  const { id } = await create("Frozen");
  const planner = world.as("planner");
  const plan = await createRecoveryPlan(planner, planOf("Drilled", id));
  const { executionId } = await startExecution(world.as("operator"), { planId: plan.id, type: "DRILL" });
  await updateHealthProfile(planner, id, { version: 1, name: "Thawed", gates: [], stableSeconds: 5 });
  const links = { homeRegion: "eu-north-1", executionArn: () => "arn" };
  const { waves } = await getExecution(world.as("viewer"), executionId, links);
  expect(waves[0]?.health).toEqual({ profileId: id, name: "Frozen", gates: [GATE], stableSeconds: 0 });
  expect(waves[0]?.servers[0]?.gates).toEqual([
    {
      ...{ id: GATE.id, kind: "SSM_AGENT", state: "WAITING", since: null, checkedAt: null },
      words: "Systems Manager was not asked yet.",
    },
  ]);
});

test("who may not write plans cannot write profiles, and who may not read plans cannot read them", async () => {
  await expect(createHealthProfile(world.as("operator"), { name: "No", gates: [] })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(listHealthProfiles(world.as())).rejects.toMatchObject({ code: "FORBIDDEN" });
});
