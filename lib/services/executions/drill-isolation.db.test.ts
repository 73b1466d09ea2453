import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { saveLandings } from "#lib/db/landings.ts";
import type { Landing } from "#lib/domain/drill-landing.ts";

import { setDrillNetwork } from "../accounts/set-drill-network.ts";
import { getPlanDrillLanding } from "../drill-landing/of-plan.ts";
import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { addServers, containing, NOW, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { startExecution } from "./start.ts";

const HERE = { ...PLACE, region: "us-east-1" as const };
const [SUBNET, GROUP] = ["subnet-0123456789abcdef0", "sg-0123456789abcdef0"];
const NETWORK = { subnetIds: [SUBNET], securityGroupIds: [GROUP], isolationRequired: true };

let world: TestWorld;
let planId: string;
let planName: string;
let serverIds: string[];
beforeAll(async () => {
  world = await testWorld();
  serverIds = await addServers(world.db, [1, 3]);
  const planner = world.as("planner");
  const group = await createProtectionGroup(planner, { name: "Shop", ...HERE, sourceServerIds: serverIds });
  planName = "Shop";
  const plan = await createRecoveryPlan(planner, {
    name: planName,
    acceptsDrillWarnings: true,
    waves: [{ name: "All", protectionGroupIds: [group.id] }],
  });
  planId = plan.id;
});
afterAll(() => world.close());
beforeEach(() => declare(NETWORK));
afterEach(async () => {
  await world.db.landing.deleteMany();
  await world.db.execution.updateMany({ data: { endedAt: NOW, status: "CANCELLED" } });
  await world.db.executionServer.updateMany({ data: { releasedAt: NOW } });
});

async function declare(network: typeof NETWORK): Promise<void> {
  await setDrillNetwork(world.as("admin"), HERE, network);
}

async function read(ids: readonly string[], changes: Partial<Landing["interfaces"][number]> = {}): Promise<void> {
  const landing: Landing = {
    templateId: "lt-1",
    templateVersion: 3,
    copiesPrivateIp: false,
    intoInstanceId: null,
    interfaces: [
      {
        ...{ subnetId: SUBNET, subnetName: "drill", vpcId: "vpc-1", securityGroupIds: [GROUP] },
        ...{ privateIpAddresses: [], exits: [], ...changes },
      },
    ],
  };
  const tries = ids.map((sourceServerId) => ({ sourceServerId, landing, error: null }));
  await saveLandings(world.db, PLACE, { tries, at: NOW });
}

const drill = () => startExecution(world.as("operator"), { planId, type: "DRILL" });

describe("where isolation is required", () => {
  test("a drill that lands in the drill network starts", async () => {
    await read(serverIds);
    expect((await drill()).generation).toBe(1);
  });

  test("a drill is refused with the servers that land elsewhere or nobody knows where, and nothing is written", async () => {
    await read(serverIds.slice(0, 1));
    await read(serverIds.slice(1, 2), { subnetId: "subnet-p", subnetName: null });
    await expect(drill()).rejects.toMatchObject({
      code: "DRILL_NOT_ISOLATED",
      status: 409,
      conflicts: [
        { kind: "source-server", id: serverIds[1], name: "host-00002", detail: "it lands in subnet-p" },
        { kind: "source-server", id: serverIds[2], detail: "its launch settings were not read yet" },
      ],
    });
    expect(await world.db.execution.count({ where: { endedAt: null } })).toBe(0);
  });

  test("a drill is refused where no network is declared, whatever its plan accepts", async () => {
    await read(serverIds);
    await declare({ subnetIds: [], securityGroupIds: [], isolationRequired: true });
    await expect(drill()).rejects.toMatchObject({
      code: "DRILL_NOT_ISOLATED",
      message: containing("no drill network is declared"),
    });
  });

  test("a recovery is never touched by it", async () => {
    const commander = world.as("commander");
    const run = await startExecution(commander, { planId, type: "RECOVERY", confirm: planName });
    expect(run.executionId).not.toBe("");
  });
});

test("where it is not required the same findings are warnings, worst first, and the drill starts", async () => {
  await declare({ ...NETWORK, isolationRequired: false });
  await read(serverIds.slice(0, 1));
  const TRANSIT = { kind: "TRANSIT_GATEWAY" as const, targetId: "tgw-1", destination: "10.0.0.0/8" };
  await read(serverIds.slice(2), { exits: [TRANSIT] });
  const seen = await getPlanDrillLanding(world.as("viewer"), planId);
  expect(seen).toMatchObject({
    acceptsWarnings: true,
    counts: { servers: 3, isolated: 1, warnings: 2, errors: 0 },
    oldestReadAt: null,
    servers: [
      { sourceServerId: serverIds[2], wave: 1, verdict: "OPEN", readAt: NOW.toISOString() },
      { sourceServerId: serverIds[1], verdict: "UNKNOWN", landing: null, findings: [{ code: "NOT_KNOWN" }] },
      { sourceServerId: serverIds[0], verdict: "ISOLATED", findings: [] },
    ],
  });
  expect((await drill()).generation).toBe(1);
});
