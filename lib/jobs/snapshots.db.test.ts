import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { createAccountClients } from "#lib/aws/account-clients.ts";
import { snapshotReadingsOf, wantSnapshots } from "#lib/db/snapshot-readings.ts";
import type { SnapshotReading } from "#lib/domain/point-in-time/reading.ts";
import { serverKey } from "#lib/domain/regions.ts";
import { createLog } from "#lib/log.ts";
import { createAccount } from "#lib/services/accounts/create.ts";
import { createProtectionGroup } from "#lib/services/protection-groups/create.ts";
import { NOW, type TestWorld, testWorld } from "#lib/services/test-world.ts";
import { type Bench, PAYMENTS, startBench } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";

import { readDueSnapshots } from "./snapshots.ts";

const HOSTS = ["pay-core-01", "pay-core-02", "pay-core-03"] as const;
type Host = (typeof HOSTS)[number];

let world: TestWorld;
let bench: Bench;
let seconds = 0;
const ids = new Map<string, string>();

/** The first of the servers is in a protection group. */
beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
  [world, bench] = await Promise.all([testWorld(), startBench({ speed: 1 })]);
  const { roleArn, externalId } = bench.sim.world.accounts.get(PAYMENTS.accountId) ?? {};
  await createAccount(world.as("admin"), {
    ...{ accountId: PAYMENTS.accountId, name: "Payments", regions: [PAYMENTS.region] },
    ...{ roleArn: roleArn ?? "", externalId: externalId ?? "" },
  });
  const { sourceServers } = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).drs;
  for (const { hostname, sourceServerId } of sourceServers.values()) {
    if (!(HOSTS as readonly string[]).includes(hostname)) continue;
    ids.set(hostname, sourceServerId);
    await world.db.sourceServer.create({
      data: {
        ...{ ...PAYMENTS, sourceServerId, hostname, ipAddresses: [], osFamily: "LINUX", tags: {} },
        ...{ replicationState: "CONTINUOUS", hasSnapshot: true, liveInstances: [], searchText: "", syncedAt: NOW },
      },
    });
  }
  const group = { name: "Core", ...PAYMENTS, sourceServerIds: [refOf("pay-core-01").sourceServerId] };
  await createProtectionGroup(world.as("planner"), group);
});
afterAll(() => Promise.all([world.close(), bench.close()]));
afterEach(() => bench.control("DELETE", "/faults"));

function refOf(host: Host) {
  return { ...PAYMENTS, sourceServerId: ids.get(host) ?? "" };
}

function now(): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

async function work(): Promise<void> {
  const aws = createAccountClients({ homeRegion: "eu-central-1", endpoint: bench.url });
  const shared = { workerId: "one", readSeconds: 900, log: createLog("worker", "silent") };
  await readDueSnapshots({ ...shared, context: { ...world.system, now }, aws }, new AbortController().signal);
}

async function want(...hosts: Host[]): Promise<void> {
  await wantSnapshots(world.db, hosts.map(refOf), { at: now(), before: new Date(now().getTime() - 60_000) });
}

async function readingOf(host: Host): Promise<SnapshotReading | undefined> {
  return (await snapshotReadingsOf(world.db, [refOf(host)])).get(serverKey(refOf(host)));
}

/** For which servers DRS was asked since the last time. */
function asked(): Host[] {
  const calls = bench.sim.journal.list({ operation: "DescribeRecoverySnapshots" });
  const hosts = HOSTS.filter((host) => JSON.stringify(calls).includes(refOf(host).sourceServerId));
  bench.sim.journal.clear();
  return hosts;
}

test("servers of groups are read in their turn: every snapshot, the newest first", async () => {
  await work();
  expect(asked()).toEqual(["pay-core-01"]);
  const reading = await readingOf("pay-core-01");
  const times = (reading?.snapshots ?? []).map(({ at }) => at.getTime());
  expect(reading).toMatchObject({ readAt: now(), error: null });
  expect(times.length).toBeGreaterThan(30);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(reading?.snapshots?.[0]?.id).toMatch(/^pit-[0-9a-zA-Z]{17}$/);
  await work();
  seconds += 899;
  await work();
  expect(asked()).toEqual([]);
  seconds += 1;
  await work();
  expect(asked()).toEqual(["pay-core-01"]);
});

test("what somebody asks for is read at once, but no server again within a minute, however often it is asked for", async () => {
  await want("pay-core-02", "pay-core-03");
  await want("pay-core-02", "pay-core-03");
  await work();
  expect(asked()).toEqual(["pay-core-02", "pay-core-03"]);
  seconds += 59;
  await want("pay-core-02");
  await work();
  expect(asked()).toEqual([]);
  seconds += 2;
  await want("pay-core-02");
  await work();
  await work();
  expect(asked()).toEqual(["pay-core-02"]);
});

test("a missing permission is told in AWS's words, asked for a few times only, and what was read before stays", async () => {
  seconds += 61;
  const denied = { kind: "error", status: 403, code: "AccessDeniedException", message: "Not allowed" };
  await bench.control("POST", "/faults", { service: "drs", operation: "DescribeRecoverySnapshots", effect: denied });
  const before = await readingOf("pay-core-02");
  await want("pay-core-02");
  await work();
  await work();
  const after = await readingOf("pay-core-02");
  expect(after).toEqual({ ...before, error: "AccessDeniedException: Not allowed" });
  expect(bench.sim.journal.list({ operation: "DescribeRecoverySnapshots" })).toHaveLength(1);
});

test("a server that DRS lost meanwhile holds up nobody, and one that has no snapshots any more says so", async () => {
  seconds += 61;
  const lost = { kind: "error", status: 404, code: "ResourceNotFoundException", message: "Gone" };
  const { sourceServerId } = refOf("pay-core-02");
  const rule = { service: "drs", operation: "DescribeRecoverySnapshots", sourceServerId };
  await bench.control("POST", "/faults", { ...rule, effect: lost });
  await bench.control("PATCH", `/source-servers/${refOf("pay-core-03").sourceServerId}`, {
    replicationState: "STOPPED",
  });
  await want(...HOSTS);
  await work();
  expect(await readingOf("pay-core-01")).toMatchObject({ readAt: now(), error: null });
  expect(await readingOf("pay-core-02")).toMatchObject({ error: "ResourceNotFoundException: Gone" });
  expect(await readingOf("pay-core-03")).toMatchObject({ readAt: now(), error: null, snapshots: [] });
});
