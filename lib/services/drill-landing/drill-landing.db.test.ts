import { afterAll, beforeAll, expect, test } from "vitest";

import { dueLandings, saveLandings } from "#lib/db/landings.ts";

import { listAccounts } from "../accounts/list.ts";
import { setDrillNetwork } from "../accounts/set-drill-network.ts";
import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { requestInventorySync } from "../source-servers/request-sync.ts";
import { addServers, NOW, PLACE, serverId, type TestWorld, testWorld } from "../test-world.ts";
import { getPlanDrillLanding } from "./of-plan.ts";
import { getSelectionDrillLanding } from "./of-selection.ts";

const HERE = { ...PLACE, region: "us-east-1" as const };
const NETWORK = { subnetIds: ["subnet-01234567"], securityGroupIds: ["sg-01234567"], isolationRequired: true };
const NO_PLAN = "00000000-0000-4000-8000-000000000000";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  const grouped = await addServers(world.db, [1, 2]);
  await addServers(world.db, [3, 4]);
  await createProtectionGroup(world.as("planner"), { name: "Shop", ...HERE, sourceServerIds: grouped });
});
afterAll(() => world.close());

/** Whose reading is due so many seconds after NOW. */
async function due(seconds: number): Promise<string[]> {
  const at = new Date(NOW.getTime() + seconds * 1000);
  const servers = await dueLandings(world.db, { at, readSeconds: 900, retrySeconds: 300 });
  return servers.map((server) => server.sourceServerId);
}

test("a drill network is declared, shown with the account, replaced, and audited with its comment", async () => {
  const admin = world.as("admin");
  await setDrillNetwork(admin, HERE, { ...NETWORK, isolationRequired: false });
  const account = await setDrillNetwork(admin, HERE, { ...NETWORK, comment: "Rules of 2026" });
  expect(account.regions).toMatchObject([{ region: "us-east-1", servers: 4, drillNetwork: NETWORK }]);
  expect((await listAccounts(world.as("viewer"))).items[0]?.regions[0]?.drillNetwork).toEqual(NETWORK);
  const audits = await world.db.auditEvent.findMany({
    where: { action: "account.drill-network" },
    orderBy: { id: "asc" },
  });
  expect(audits.at(-1)).toMatchObject({
    entityName: "Production",
    comment: "Rules of 2026",
    detail: { region: "us-east-1", before: { isolationRequired: false }, after: NETWORK },
  });
});

test("a drill network is refused for what nobody registered, for other ids, and without permission", async () => {
  const admin = world.as("admin");
  for (const place of [
    { ...HERE, region: "eu-west-1" as const },
    { ...HERE, accountId: "999999999999" },
  ]) {
    await expect(setDrillNetwork(admin, place, NETWORK)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  await expect(setDrillNetwork(admin, HERE, { ...NETWORK, subnetIds: ["vpc-01234567"] })).rejects.toThrow("subnet");
  await expect(setDrillNetwork(world.as("planner"), HERE, NETWORK)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(getPlanDrillLanding(world.as(), NO_PLAN)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const selection = { sourceServers: [{ ...HERE, sourceServerId: serverId(1) }] };
  await expect(getSelectionDrillLanding(world.as(), selection)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("servers of groups are read, and others from when somebody asks", async () => {
  expect(await due(0)).toEqual([serverId(1), serverId(2)]);
  const selection = { sourceServers: [3, 3].map((number) => ({ ...HERE, sourceServerId: serverId(number) })) };
  const seen = await getSelectionDrillLanding(world.as("viewer"), selection);
  expect(seen).toMatchObject({
    counts: { servers: 1, isolated: 0 },
    servers: [{ wave: null, accountName: "Production", verdict: "UNKNOWN", readAt: null }],
  });
  expect(await due(0)).toEqual([serverId(1), serverId(2), serverId(3)]);
  expect(await due(90_000)).toEqual([serverId(1), serverId(2)]);
  const gone = { sourceServers: [{ ...HERE, sourceServerId: serverId(9) }] };
  await expect(getSelectionDrillLanding(world.as("viewer"), gone)).rejects.toMatchObject({
    code: "INVALID_SERVER_IDS",
  });
});

test("what was read is due again after its time, what failed earlier, and all when somebody asks", async () => {
  const landing = {
    templateId: "lt-1",
    templateVersion: 1,
    copiesPrivateIp: false,
    intoInstanceId: null,
    interfaces: [],
  };
  const tries = [
    { sourceServerId: serverId(1), landing, error: null },
    { sourceServerId: serverId(2), landing: null, error: "AccessDenied: no" },
    { sourceServerId: serverId(8), landing, error: null },
  ];
  await saveLandings(world.db, PLACE, { tries, at: NOW });
  expect(await due(299)).toEqual([serverId(3)]);
  expect(await due(300)).toEqual([serverId(2), serverId(3)]);
  expect(await due(900)).toEqual([serverId(1), serverId(2), serverId(3)]);
  await requestInventorySync({ ...world.as("operator"), now: () => new Date(NOW.getTime() + 1000) });
  expect(await due(2)).toEqual([serverId(1), serverId(2), serverId(3)]);
});

test("a failed try keeps what was read before, with its age and AWS's words", async () => {
  const later = new Date(NOW.getTime() + 60_000);
  const tries = [{ sourceServerId: serverId(1), landing: null, error: "ThrottlingException: slow" }];
  await saveLandings(world.db, PLACE, { tries, at: later });
  const row = await world.db.landing.findFirstOrThrow({ where: { sourceServerId: serverId(1) } });
  expect(row).toMatchObject({ readAt: NOW, triedAt: later, error: "ThrottlingException: slow" });
  expect(row.landing).toMatchObject({ templateId: "lt-1" });
});

test("a plan says whether it accepts warnings", async () => {
  const planner = world.as("planner");
  const { id } = await world.db.protectionGroup.findFirstOrThrow();
  const waves = [{ name: "All", protectionGroupIds: [id] }];
  const plan = await createRecoveryPlan(planner, { name: "Shop", acceptsDrillWarnings: true, waves });
  expect(plan.acceptsDrillWarnings).toBe(true);
  expect(await getPlanDrillLanding(world.as("viewer"), plan.id)).toMatchObject({ acceptsWarnings: true });
  await expect(getPlanDrillLanding(planner, NO_PLAN)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
