import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteSourceServerCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  DisconnectSourceServerCommand,
  StartReplicationCommand,
  StopReplicationCommand,
  UpdateReplicationConfigurationCommand,
  type SourceServer,
} from "@aws-sdk/client-drs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventsOf, idsNamed, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { rawDrs } from "#simulator/drs/test-raw.ts";
import { ERP, PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

type Place = { accountId: string; region: string };

/** Time stands still until a test lets it pass. */
async function stillBench(): Promise<Bench> {
  return startBench({ speed: 0.001 });
}

async function serverOf(bench: Bench, id: string, place: Place = PAYMENTS): Promise<SourceServer> {
  const filters = { sourceServerIDs: [id] };
  const { items = [] } = await bench.drs(place).send(new DescribeSourceServersCommand({ filters }));
  if (!items[0]) throw new Error(`No server ${id}`);
  return items[0];
}

async function snapshotIds(bench: Bench, sourceServerID: string): Promise<string[]> {
  const { items = [] } = await bench.drs().send(new DescribeRecoverySnapshotsCommand({ sourceServerID }));
  return items.map((each) => each.snapshotID ?? "");
}

/** The SDK has this operation as deprecated. */
async function retry(bench: Bench, sourceServerID: string): Promise<Response> {
  return rawDrs(bench, { path: "/RetryDataReplication", body: { sourceServerID } });
}

describe("replication", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({ speed: 5000 });
  });
  afterAll(() => bench.close());

  test("stops with the loss of all snapshots, and starts over until the server can be recovered again", async () => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-edge-01");
    const before = await snapshotIds(bench, sourceServerID);
    expect(before.length).toBeGreaterThan(30);
    const { sourceServer } = await drs.send(new StopReplicationCommand({ sourceServerID }));
    expect(sourceServer?.dataReplicationInfo?.dataReplicationState).toBe("STOPPED");
    expect(sourceServer?.dataReplicationInfo?.lagDuration).toBeUndefined();
    expect(await snapshotIds(bench, sourceServerID)).toEqual([]);

    await drs.send(new UpdateReplicationConfigurationCommand({ sourceServerID, bandwidthThrottling: 100 }));
    const started = await drs.send(new StartReplicationCommand({ sourceServerID }));
    expect(started.sourceServer?.dataReplicationInfo).toMatchObject({
      dataReplicationState: "INITIATING",
      replicatedDisks: [{ replicatedStorageBytes: 0 }],
      dataReplicationInitiation: { steps: [{ name: "WAIT", status: "IN_PROGRESS" }, ...Array<object>(10).fill({})] },
    });
    const seen: SourceServer[] = [];
    const done = await until(async () => {
      const server = await serverOf(bench, sourceServerID);
      seen.push(server);
      return server.dataReplicationInfo?.dataReplicationState === "CONTINUOUS" && server;
    });
    const syncing = seen.filter((each) => each.dataReplicationInfo?.dataReplicationState === "INITIAL_SYNC");
    const copied = syncing.map((each) => each.dataReplicationInfo?.replicatedDisks?.[0]?.replicatedStorageBytes ?? 0);
    expect(copied).toEqual(copied.toSorted((a, b) => a - b));
    expect(new Set(copied).size).toBeGreaterThan(2);
    expect(syncing.every((each) => each.dataReplicationInfo?.etaDateTime !== undefined)).toBe(true);
    expect(done.dataReplicationInfo?.lagDuration).toBe("P0D");

    const after = await until(async () => {
      const ids = await snapshotIds(bench, sourceServerID);
      return ids.length > 0 && ids;
    });
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    const { jobID } = await startJob(drs, [sourceServerID]);
    expect((await settledJob(drs, jobID)).participatingServers?.[0]?.launchStatus).toBe("LAUNCHED");
    expect(await eventsOf(drs, jobID)).toContain("SNAPSHOT_END");
  });

  test("of servers that nobody touched stays as it is", async () => {
    const [seeded = ""] = await idsNamed(bench.drs(), "pay-core-06");
    const server = await serverOf(bench, seeded);
    expect(server.dataReplicationInfo?.dataReplicationState).toBe("RESCAN");
    const again = await serverOf(bench, seeded);
    expect(again.dataReplicationInfo?.replicatedDisks).toEqual(server.dataReplicationInfo?.replicatedDisks);
  });

  test("of a stalled server is retried: what changed is rescanned, and no snapshot is lost", async () => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-core-05");
    await bench.control("PATCH", `/source-servers/${sourceServerID}`, { replicationState: "STALLED" });
    const before = await snapshotIds(bench, sourceServerID);
    const retried = await retry(bench, sourceServerID);
    expect(retried.status).toBe(200);
    const { dataReplicationInfo } = (await retried.json()) as SourceServer;
    expect(dataReplicationInfo?.dataReplicationState).toBe("INITIATING");
    expect(dataReplicationInfo?.dataReplicationError).toBeUndefined();
    await until(
      async () => (await serverOf(bench, sourceServerID)).dataReplicationInfo?.dataReplicationState === "CONTINUOUS",
    );
    expect((await snapshotIds(bench, sourceServerID)).filter((id) => before.includes(id)).length).toBeGreaterThan(0);
    const current = await retry(bench, sourceServerID);
    expect([current.status, current.headers.get("x-amzn-errortype")]).toEqual([400, "ValidationException"]);
  });

  test("that the control API put into a state stays there", async () => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-edge-02");
    await drs.send(new StopReplicationCommand({ sourceServerID }));
    await drs.send(new StartReplicationCommand({ sourceServerID }));
    await bench.control("PATCH", `/source-servers/${sourceServerID}`, { replicationState: "INITIAL_SYNC" });
    const [other = ""] = await idsNamed(drs, "pay-edge-03");
    await drs.send(new StopReplicationCommand({ sourceServerID: other }));
    await drs.send(new StartReplicationCommand({ sourceServerID: other }));
    await until(async () => (await serverOf(bench, other)).dataReplicationInfo?.dataReplicationState === "CONTINUOUS");
    const { dataReplicationInfo } = await serverOf(bench, sourceServerID);
    expect(dataReplicationInfo?.dataReplicationState).toBe("INITIAL_SYNC");
  });
});

test("replication goes on after a restart of the simulator", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const stateFile = join(folder, "state.json");
  const before = await startBench({ speed: 0.001, stateFile });
  const [sourceServerID = ""] = await idsNamed(before.drs(), "pay-edge-01");
  await before.drs().send(new StopReplicationCommand({ sourceServerID }));
  await before.drs().send(new StartReplicationCommand({ sourceServerID }));
  await before.close();
  const after = await startBench({ speed: 50_000, stateFile });
  await until(
    async () => (await serverOf(after, sourceServerID)).dataReplicationInfo?.dataReplicationState === "CONTINUOUS",
  );
  await after.close();
  rmSync(folder, { recursive: true });
});

describe("source servers", () => {
  test("are disconnected, then deleted with all that belongs to them", async () => {
    const bench = await stillBench();
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-mq-01");
    const early = drs.send(new DeleteSourceServerCommand({ sourceServerID }));
    expect(await refusal(early)).toMatchObject({ name: "ConflictException", status: 409 });
    const server = await drs.send(new DisconnectSourceServerCommand({ sourceServerID }));
    expect(server).toMatchObject({ sourceServerID, dataReplicationInfo: { dataReplicationState: "DISCONNECTED" } });
    expect(server.dataReplicationInfo?.replicatedDisks?.map((disk) => disk.totalStorageBytes)).toEqual([0, 0]);
    expect(server.dataReplicationInfo?.lagDuration).toBeUndefined();
    expect(await snapshotIds(bench, sourceServerID)).toEqual([]);
    await drs.send(new DeleteSourceServerCommand({ sourceServerID }));
    const filters = { sourceServerIDs: [sourceServerID] };
    expect((await drs.send(new DescribeSourceServersCommand({ filters }))).items).toEqual([]);
    await bench.close();
  });

  test("that a job is processing can be neither stopped, started, disconnected nor deleted", async () => {
    const bench = await stillBench();
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-mq-01");
    await startJob(drs, [sourceServerID]);
    for (const call of [
      drs.send(new StopReplicationCommand({ sourceServerID })),
      drs.send(new StartReplicationCommand({ sourceServerID })),
      drs.send(new DisconnectSourceServerCommand({ sourceServerID })),
      drs.send(new DeleteSourceServerCommand({ sourceServerID })),
    ]) {
      expect(await refusal(call)).toMatchObject({
        name: "ConflictException",
        message: "One or more of the Source Servers included in API call are currently being processed by a Job",
      });
    }
    await bench.close();
  });

  test("that are unknown, or not in the right state, are refused", async () => {
    const bench = await stillBench();
    const drs = bench.drs(ERP);
    const sourceServerID = `s-${"0".repeat(17)}`;
    for (const call of [
      drs.send(new StopReplicationCommand({ sourceServerID })),
      drs.send(new StartReplicationCommand({ sourceServerID })),
      drs.send(new DisconnectSourceServerCommand({ sourceServerID })),
      drs.send(new DeleteSourceServerCommand({ sourceServerID })),
    ]) {
      expect(await refusal(call)).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
    }
    expect((await retry(bench, sourceServerID)).status).toBe(404);
    const [running = ""] = await idsNamed(drs, "erp-app-01");
    const [stopped = ""] = await idsNamed(drs, "erp-file-03");
    const start = drs.send(new StartReplicationCommand({ sourceServerID: running }));
    expect((await refusal(start)).name).toBe("ConflictException");
    const stop = drs.send(new StopReplicationCommand({ sourceServerID: stopped }));
    expect((await refusal(stop)).name).toBe("ConflictException");
    await bench.close();
  });

  test("replicate 300 at a time", async () => {
    const bench = await stillBench();
    const place = { accountId: PAYMENTS.accountId, region: "eu-west-2" };
    const { body } = await bench.control("POST", "/source-servers", { ...place, count: 300, prefix: "many-" });
    const drs = bench.drs(place);
    const [first = ""] = body.ids ?? [];
    await drs.send(new StopReplicationCommand({ sourceServerID: first }));
    await bench.control("POST", "/source-servers", { ...place, count: 1, prefix: "one-more-" });
    expect(await refusal(drs.send(new StartReplicationCommand({ sourceServerID: first })))).toMatchObject({
      ...{ name: "ServiceQuotaExceededException", status: 402 },
      error: { quotaCode: "L-C1D14A2B" },
    });
    await bench.close();
  });
});
