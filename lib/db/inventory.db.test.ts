import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { SourceServer } from "#lib/domain/source-server.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";
import { addExecution, addServers, NOW, PLACE, serverId, testWorld, type TestWorld } from "#lib/services/test-world.ts";

import { addLiveInstance, saveInventory } from "./inventory.ts";

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

/** Until one session of the database waits for another one's lock. */
async function untilSomebodyWaits(): Promise<void> {
  await waitUntil(
    async () => {
      const [row] = await world.db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE NOT l.granted AND a.datname = current_database()`;
      return (row?.count ?? 0) > 0;
    },
    { what: "Nobody waited", seconds: 20 },
  );
}

describe("an inventory read", () => {
  test("keeps an instance that we launched a minute ago and that DRS does not list yet", async () => {
    await launch(1, 60);
    await saveInventory(world.db, PLACE, { servers: [seen(1)], at: NOW });
    const ours = { recoveryInstanceId: INSTANCE, isDrill: true, jobId: null, state: "RUNNING" };
    expect(await liveInstancesOf(1)).toEqual([ours]);
  });

  test("keeps an instance that is launched while the inventory is being saved", async () => {
    await launch(5, 60);
    await world.db.executionServer.updateMany({
      where: { sourceServerId: serverId(5) },
      data: { launchedAt: null, recoveryInstanceId: null },
    });
    const added = Promise.withResolvers<undefined>();
    const isWaiting = Promise.withResolvers<undefined>();
    const launching = world.db.$transaction(async (db) => {
      await db.executionServer.updateMany({
        where: { sourceServerId: serverId(5) },
        data: { launchedAt: NOW, recoveryInstanceId: INSTANCE },
      });
      const server = { ...PLACE, sourceServerId: serverId(5) };
      await addLiveInstance(db, server, { recoveryInstanceId: INSTANCE, isDrill: true });
      added.resolve(undefined);
      await isWaiting.promise;
    });
    await added.promise;
    const saving = world.db.$transaction((db) => saveInventory(db, PLACE, { servers: [seen(5)], at: NOW }));
    await untilSomebodyWaits();
    isWaiting.resolve(undefined);
    await Promise.all([launching, saving]);
    expect(await liveInstancesOf(5)).toMatchObject([{ recoveryInstanceId: INSTANCE }]);
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
