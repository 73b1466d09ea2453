import { afterAll, beforeAll, expect, test } from "vitest";

import { isRecoverable, recoverabilityOf, ReplicationState } from "#lib/domain/source-server.ts";

import { addServers, auditOf, NOW, PLACE, serverId, type TestWorld, testWorld } from "../test-world.ts";
import { countSourceServers } from "./count.ts";
import { getSourceServer } from "./get.ts";
import { listSourceServers } from "./list.ts";
import { requestInventorySync } from "./request-sync.ts";

const STATES = ReplicationState.options;

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  // Every combination that decides recoverability: state, snapshot, gone.
  for (const [index, replicationState] of STATES.entries()) {
    for (const [offset, hasSnapshot] of [false, true].entries()) {
      const at = 100 + index * 10 + offset;
      await addServers(world.db, [at, at], { replicationState, hasSnapshot });
      await addServers(world.db, [at + 2, at + 2], { replicationState, hasSnapshot, goneAt: NOW });
    }
  }
  await addServers(world.db, [900, 904], { hostname: "twin", searchText: "twin 100%_sure", activeJobId: "drsjob-1" });
  const group = await world.db.protectionGroup.create({ data: { ...PLACE, name: "Web", nameKey: "web" } });
  await world.db.groupServer.createMany({
    data: [serverId(900), serverId(102)].map((sourceServerId) => ({ ...PLACE, sourceServerId, groupId: group.id })),
  });
});
afterAll(() => world.close());

test("the database filters and counts by the domain's own rule of what is recoverable", async () => {
  const all = await listSourceServers(world.as("viewer"), { limit: 200 });
  const rows = await world.db.sourceServer.findMany();
  const byRule = all.items.filter((item) => {
    const row = rows.find((each) => each.sourceServerId === item.sourceServerId);
    if (row === undefined) throw new Error("unknown");
    return isRecoverable(recoverabilityOf({ ...row, tags: {}, liveInstances: [] }));
  });
  const yes = await listSourceServers(world.as("viewer"), { limit: 200, recoverable: "true" });
  const no = await listSourceServers(world.as("viewer"), { limit: 200, recoverable: "false" });
  expect(yes.items).toEqual(byRule);
  expect(yes.items.every((item) => item.recoverable)).toBe(true);
  expect(no.items.length + yes.items.length).toBe(all.items.length);
  const counts = await countSourceServers(world.as("viewer"));
  expect(counts).toEqual({
    total: all.items.length,
    notRecoverable: no.items.length,
    unassigned: all.items.length - 2,
    inventoryAt: NOW.toISOString(),
  });
});

test("a server that DRS lost shows only while a group names it", async () => {
  const all = await listSourceServers(world.as("viewer"), { limit: 200 });
  expect(all.items.filter((item) => item.recoverability === "GONE").map((item) => item.sourceServerId)).toEqual([
    serverId(102),
  ]);
});

test("pages follow each other without gaps or repeats where hostnames are alike", async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSourceServers(world.as("viewer"), {
      limit: 2,
      search: "twin",
      ...(cursor !== undefined && { cursor }),
    });
    seen.push(...page.items.map((item) => item.sourceServerId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([900, 901, 902, 903, 904].map(serverId));
});

test.each([
  ["wildcards are text", { search: "100%_SURE" }, 5],
  ["no wildcard matches anything", { search: "t%n" }, 0],
  ["underscore is text", { search: "100__sure" }, 0],
  ["backslash is text", { search: "\\" }, 0],
  ["assigned", { assigned: "true" as const }, 2],
  ["a state", { state: "PAUSED" as const }, 2],
  ["another Region", { region: "eu-west-1" as const }, 0],
  ["another account", { accountId: "999999999999" }, 0],
])("filters: %s", async (_name, query, expected) => {
  const { items } = await listSourceServers(world.as("viewer"), { limit: 200, ...query });
  expect(items).toHaveLength(expected);
});

test("one server is shown with its account and group; an unknown one is not found", async () => {
  expect(await getSourceServer(world.as("viewer"), serverId(900))).toMatchObject({
    hostname: "twin",
    accountName: "Production",
    protectionGroup: { name: "Web" },
    recoverability: "IN_A_LAUNCH",
    recoverable: true,
  });
  for (const id of [serverId(1), "s-1", "\u0000", ""]) {
    await expect(getSourceServer(world.as("viewer"), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

test("a sync is asked for in every account and audited", async () => {
  expect(await requestInventorySync(world.as("operator"))).toEqual({ requestedAt: NOW.toISOString() });
  expect(await world.db.account.findMany({ select: { syncRequestedAt: true } })).toEqual([{ syncRequestedAt: NOW }]);
  expect(await auditOf(world.db)).toEqual([{ action: "inventory.sync", entityName: "Inventory", actor: "A operator" }]);
});

test("nothing is shown or asked for without permission", async () => {
  const nobody = world.as();
  await expect(listSourceServers(nobody)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(countSourceServers(nobody)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(getSourceServer(nobody, serverId(900))).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(requestInventorySync(world.as("viewer"))).rejects.toMatchObject({ code: "FORBIDDEN" });
});
