import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { SourceServer } from "#lib/domain/source-server.ts";
import { addExecution, addServers, NOW, PLACE, serverId, testWorld, type TestWorld } from "#lib/services/test-world.ts";

import { saveInventory } from "./inventory.ts";

const INSTANCE = "i-0123456789abcdef0";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

function seen(number: number, rest: Partial<SourceServer> = {}): SourceServer {
  return {
    ...PLACE,
    sourceServerId: serverId(number),
    hostname: `host-${number}`,
    ...{
      os: null,
      osFamily: "LINUX",
      tags: {},
      ipAddresses: [],
      replicationState: "CONTINUOUS",
      replicationError: null,
    },
    ...{
      hasSnapshot: true,
      lagSeconds: 0,
      initialSyncPercent: null,
      sourceRegion: null,
      recommendedInstanceType: null,
    },
    ...{ lastSeenAt: null, activeJobId: null, liveInstances: [], syncedAt: NOW, goneAt: null },
    ...rest,
  };
}

async function launch(number: number, secondsBefore: number): Promise<void> {
  const ids = await addServers(world.db, [number, number]);
  const name = `Plan ${number}`;
  const plan = await world.db.recoveryPlan.create({ data: { name, nameKey: name.toLowerCase() } });
  await addExecution(world.db, { plan, groupId: crypto.randomUUID(), serverIds: ids });
  const launchedAt = new Date(NOW.getTime() - secondsBefore * 1000);
  const where = { sourceServerId: serverId(number) };
  await world.db.executionServer.updateMany({ where, data: { launchedAt, recoveryInstanceId: INSTANCE } });
}

async function liveInstancesOf(number: number): Promise<unknown> {
  const row = await world.db.sourceServer.findFirstOrThrow({ where: { sourceServerId: serverId(number) } });
  return row.liveInstances;
}

describe("an inventory read", () => {
  test("keeps an instance that we launched a minute ago and that DRS does not list yet", async () => {
    await launch(1, 60);
    await saveInventory(world.db, PLACE, { servers: [seen(1)], at: NOW });
    const ours = { recoveryInstanceId: INSTANCE, isDrill: true, jobId: null, state: "RUNNING" };
    expect(await liveInstancesOf(1)).toEqual([ours]);
  });

  test("takes DRS's word for an instance that it lists", async () => {
    await launch(2, 60);
    const listed = { recoveryInstanceId: INSTANCE, isDrill: true, jobId: "drsjob-1", state: "STOPPED" };
    await saveInventory(world.db, PLACE, { servers: [seen(2, { liveInstances: [listed] })], at: NOW });
    expect(await liveInstancesOf(2)).toEqual([listed]);
  });

  test("does not bring back an instance that we launched a minute ago and saw terminated", async () => {
    await launch(4, 60);
    await world.db.executionServer.updateMany({
      where: { sourceServerId: serverId(4) },
      data: { status: "TERMINATED" },
    });
    await saveInventory(world.db, PLACE, { servers: [seen(4)], at: NOW });
    expect(await liveInstancesOf(4)).toEqual([]);
  });

  test("takes DRS's word that an instance launched longer ago is gone", async () => {
    await launch(3, 600);
    await saveInventory(world.db, PLACE, { servers: [seen(3)], at: NOW });
    expect(await liveInstancesOf(3)).toEqual([]);
  });
});
