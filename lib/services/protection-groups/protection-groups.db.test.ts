import { afterAll, beforeAll, describe, expect, test } from "vitest";

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
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { createProtectionGroup } from "./create.ts";
import { deleteProtectionGroup } from "./delete.ts";
import { getProtectionGroup } from "./get.ts";
import { listProtectionGroups } from "./list.ts";
import { updateProtectionGroup } from "./update.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await addServers(world.db, [1, 60]);
  await addServers(world.db, [61, 61], { goneAt: NOW });
  await addServers(world.db, [62, 62], { replicationState: "DISCONNECTED" });
});
afterAll(() => world.close());

const PLANNER = "planner";
const NO_GROUP = "00000000-0000-4000-8000-000000000000";

function group(name: string, ...numbers: number[]) {
  return { name, accountId: PLACE.accountId, region: "us-east-1" as const, sourceServerIds: numbers.map(serverId) };
}

function create(name: string, ...numbers: number[]) {
  return createProtectionGroup(world.as(PLANNER), group(name, ...numbers));
}

async function planWith(name: string, groupId: string) {
  return createRecoveryPlan(world.as(PLANNER), { name, waves: [{ name: "First", protectionGroupIds: [groupId] }] });
}

function outcome(results: PromiseSettledResult<unknown>[]) {
  const lost = results.flatMap((result) => (result.status === "rejected" ? [result.reason as { code: string }] : []));
  return { won: results.length - lost.length, lost };
}

describe("create", () => {
  test("a group is kept with its servers and audited", async () => {
    const created = await createProtectionGroup(world.as(PLANNER), {
      ...group(" Web  tier ", 2, 1, 62),
      description: " ",
    });
    expect(created).toMatchObject({
      name: "Web tier",
      description: null,
      version: 1,
      serverCount: 3,
      recoverableCount: 2,
      plans: [],
    });
    expect(created.servers.map((server) => server.sourceServerId)).toEqual([1, 2, 62].map(serverId));
    expect(created.servers[0]).toMatchObject({
      accountName: "Production",
      protectionGroup: { id: created.id, name: "Web tier" },
    });
    expect(await getProtectionGroup(world.as("viewer"), created.id.toUpperCase())).toEqual(created);
    expect(await auditOf(world.db)).toEqual([
      { action: "protection-group.create", entityName: "Web tier", actor: "A planner" },
    ]);
  });

  test("a name that differs in case and spaces only is taken", async () => {
    await expect(create("  WEB tier", 3)).rejects.toMatchObject({
      code: "PG_NAME_EXISTS",
      conflicts: [{ kind: "protection-group", name: "Web tier" }],
    });
  });

  test("servers that DRS does not have are named", async () => {
    const input = { ...group("Unknown", 3, 61), sourceServerIds: [serverId(3), serverId(61), serverId(99)] };
    await expect(createProtectionGroup(world.as(PLANNER), input)).rejects.toMatchObject({
      code: "INVALID_SERVER_IDS",
      message: containing(serverId(99)),
      invalidParams: [{ name: "sourceServerIds.1" }, { name: "sourceServerIds.2" }],
    });
  });

  test("servers of another group are named with it", async () => {
    await expect(create("Thief", 1, 3)).rejects.toMatchObject({
      code: "SERVER_ASSIGNED",
      message: containing('(in "Web tier")'),
      conflicts: [
        { kind: "source-server", id: serverId(1), detail: containing("Web tier") },
        { kind: "protection-group", name: "Web tier" },
      ],
    });
  });

  test("an unknown account and a Region that is not in use are told apart", async () => {
    const base = group("Elsewhere", 3);
    await expect(
      createProtectionGroup(world.as(PLANNER), { ...base, accountId: "999999999999" }),
    ).rejects.toMatchObject({
      code: "INVALID_REQUEST",
      invalidParams: [{ name: "accountId" }],
    });
    await expect(createProtectionGroup(world.as(PLANNER), { ...base, region: "eu-west-1" })).rejects.toMatchObject({
      code: "REGION_NOT_ENABLED",
      invalidParams: [{ name: "region" }],
    });
  });

  test("of two groups with one name created at the same moment one wins", async () => {
    const { won, lost } = outcome(await Promise.allSettled([create("Race", 10), create("RACE", 11)]));
    expect(won).toBe(1);
    expect(lost).toMatchObject([{ code: "PG_NAME_EXISTS" }]);
  });

  test("where places do not make them wait, the index decides about the name", async () => {
    await world.db.accountRegion.create({ data: { accountId: PLACE.accountId, region: "eu-west-1" } });
    await addServers(world.db, [63, 63], { region: "eu-west-1" });
    const elsewhere = { ...group("Race of places", 63), region: "eu-west-1" as const };
    const both = [create("Race of places", 12), createProtectionGroup(world.as(PLANNER), elsewhere)];
    const { won, lost } = outcome(await Promise.allSettled(both));
    expect(won).toBe(1);
    expect(lost).toMatchObject([{ code: "PG_NAME_EXISTS" }]);
  });

  test("of five groups that take one server at the same moment one wins, and the others are told its name", async () => {
    const { won, lost } = outcome(await Promise.allSettled([1, 2, 3, 4, 5].map((n) => create(`Taker ${n}`, 20))));
    expect(won).toBe(1);
    expect(lost).toHaveLength(4);
    for (const reason of lost) {
      expect(reason).toMatchObject({ code: "SERVER_ASSIGNED", message: containing('(in "Taker ') });
    }
  });
});

describe("update", () => {
  test("name, description and servers change in a new version, audited with what moved", async () => {
    const before = await create("Before", 30, 31);
    const after = await updateProtectionGroup(world.as(PLANNER), before.id, {
      version: 1,
      name: "BEFORE",
      description: "Now louder",
      sourceServerIds: [31, 32].map(serverId),
    });
    expect(after).toMatchObject({ name: "BEFORE", version: 2, description: "Now louder" });
    expect(after.sourceServerIds).toEqual([31, 32].map(serverId));
    const [audit] = await world.db.auditEvent.findMany({
      where: { action: "protection-group.update", entityId: before.id },
    });
    expect(audit?.detail).toMatchObject({ version: 2, added: [serverId(32)], removed: [serverId(30)] });
  });

  test("of two saves over one version one wins", async () => {
    const { id } = await create("Contended", 33, 34);
    const save = (name: string) =>
      updateProtectionGroup(world.as(PLANNER), id, { version: 1, name, sourceServerIds: [serverId(33)] });
    const { won, lost } = outcome(await Promise.allSettled([save("Contended A"), save("Contended B")]));
    expect(won).toBe(1);
    expect(lost).toMatchObject([{ code: "VERSION_CONFLICT" }]);
    expect(await getProtectionGroup(world.as("viewer"), id)).toMatchObject({ version: 2 });
  });

  test("the name and the servers of others stay theirs", async () => {
    const { id } = await create("Neighbour", 35);
    const change = { version: 1, name: "Neighbour", sourceServerIds: [serverId(35)] };
    await expect(updateProtectionGroup(world.as(PLANNER), id, { ...change, name: "web tier" })).rejects.toMatchObject({
      code: "PG_NAME_EXISTS",
    });
    await expect(
      updateProtectionGroup(world.as(PLANNER), id, { ...change, sourceServerIds: [serverId(1)] }),
    ).rejects.toMatchObject({ code: "SERVER_ASSIGNED" });
  });

  test("a group that an execution runs is left alone until the execution ends", async () => {
    const busy = await create("Busy", 40);
    const plan = await planWith("Busy plan", busy.id);
    const execution = await addExecution(world.db, { plan, groupId: busy.id, serverIds: [serverId(40)] });
    const change = { version: 1, name: "Busy", sourceServerIds: [serverId(40)] };
    const refusal = { code: "GROUP_IN_USE", conflicts: [{ kind: "execution", id: execution, name: "Busy plan" }] };
    await expect(updateProtectionGroup(world.as(PLANNER), busy.id, change)).rejects.toMatchObject(refusal);
    await world.db.execution.update({ where: { id: execution }, data: { status: "COMPLETED", endedAt: NOW } });
    expect(await updateProtectionGroup(world.as(PLANNER), busy.id, change)).toMatchObject({ version: 2 });
  });

  test("what is not there is not found", async () => {
    const change = { version: 1, name: "Nothing", sourceServerIds: [serverId(41)] };
    for (const id of [NO_GROUP, "nonsense", "\u0000"]) {
      await expect(updateProtectionGroup(world.as(PLANNER), id, change)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });
});

describe("delete", () => {
  test("a group of no plan goes, its servers are free again, and the audit says so", async () => {
    const { id } = await create("Short-lived", 45);
    await deleteProtectionGroup(world.as(PLANNER), id);
    await expect(getProtectionGroup(world.as("viewer"), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await create("Successor", 45)).toMatchObject({ serverCount: 1 });
    expect(await auditOf(world.db)).toContainEqual({
      action: "protection-group.delete",
      entityName: "Short-lived",
      actor: "A planner",
    });
  });

  test("a group of a plan stays, and the plan is named", async () => {
    const used = await create("Used", 46);
    await planWith("User", used.id);
    await expect(deleteProtectionGroup(world.as(PLANNER), used.id)).rejects.toMatchObject({
      code: "GROUP_IN_USE",
      conflicts: [{ kind: "recovery-plan", name: "User" }],
    });
  });

  test("between deleting a group and taking it into a plan at the same moment one wins", async () => {
    const { id } = await create("Torn", 47);
    const results = await Promise.allSettled([deleteProtectionGroup(world.as(PLANNER), id), planWith("Tearer", id)]);
    const { won, lost } = outcome(results);
    expect(won).toBe(1);
    expect(["GROUP_IN_USE", "INVALID_REQUEST"]).toContain(lost[0]?.code);
  });
});

test("groups are listed by name, page by page, found by part of it", async () => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listProtectionGroups(world.as("viewer"), { limit: 3, ...(cursor !== undefined && { cursor }) });
    names.push(...page.items.map((item) => item.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(names).size).toBe(await world.db.protectionGroup.count());
  const found = await listProtectionGroups(world.as("viewer"), {
    search: "EB  t",
    region: "us-east-1",
    accountId: PLACE.accountId,
  });
  expect(found.items).toMatchObject([
    { name: "Web tier", accountName: "Production", serverCount: 3, recoverableCount: 2 },
  ]);
  expect((await listProtectionGroups(world.as("viewer"), { search: "%" })).items).toEqual([]);
});

test("nothing works without permission", async () => {
  const viewer = world.as("viewer");
  const change = { version: 1, name: "No", sourceServerIds: [serverId(50)] };
  for (const refused of [
    createProtectionGroup(viewer, group("No", 50)),
    updateProtectionGroup(viewer, NO_GROUP, change),
    deleteProtectionGroup(viewer, NO_GROUP),
    listProtectionGroups(world.as()),
    getProtectionGroup(world.as(), NO_GROUP),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});
