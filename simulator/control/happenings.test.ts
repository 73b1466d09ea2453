import { DescribeJobsCommand, DescribeSourceServersCommand } from "@aws-sdk/client-drs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeJob, idsNamed, serversNamed, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { createTaskMachine, start, takeTask } from "#simulator/sfn/test-machines.ts";
import { ERP, PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

describe("an account's Region", () => {
  test("is one in which DRS was not initialised, or that may run few vCPUs, when told so", async () => {
    const bench = await startBench();
    const place = { accountId: PAYMENTS.accountId, region: PAYMENTS.region };
    await bench.control("PATCH", "/regions", { ...place, isInitialized: false, vcpuLimit: 1 });
    expect((await refusal(bench.drs().send(new DescribeSourceServersCommand({})))).name).toBe(
      "UninitializedAccountException",
    );
    await bench.control("PATCH", "/regions", { ...place, isInitialized: true });
    const { jobID } = await startJob(bench.drs(), await idsNamed(bench.drs(), "pay-mq-01"));
    expect((await settledJob(bench.drs(), jobID)).participatingServers?.[0]?.launchStatus).toBe("FAILED");
    expect(await bench.control("PATCH", "/regions", { ...place, vcpuLimit: "many" })).toMatchObject({
      status: 400,
      body: { field: "vcpuLimit" },
    });
    await bench.close();
  });
});

describe("activity tasks", () => {
  test("wait for more polls when told so, and no longer when told otherwise", async () => {
    const bench = await startBench();
    await bench.control("POST", "/activity-delivery", { fewerThanPolls: 100, upToSeconds: 3600 });
    expect(bench.sim.tasks.deliveryDelay).toEqual({ fewerThanPolls: 100, upToSeconds: 3600 });
    await bench.control("DELETE", "/activity-delivery");
    const { activityArn, stateMachineArn } = await createTaskMachine(bench.sfn(), "delivered");
    await start(bench.sfn(), stateMachineArn);
    expect((await takeTask(bench.sfn(), activityArn)).taskToken).not.toBe("");
    await bench.close();
  });
});

describe("what happens to the world", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  const statesOf = async (prefix: string) =>
    (await serversNamed(bench.drs(), prefix)).map((each) => each.dataReplicationInfo?.dataReplicationState);

  test("changes every server that fits, and no other", async () => {
    const ids = await idsNamed(bench.drs(), "pay-ora-0");
    const selector = {
      originRegion: "us-east-1",
      sourceServerIds: [...ids, ...(await idsNamed(bench.drs(ERP), "erp-ora-01"))],
    };
    const patch = { replicationState: "PAUSED" };
    const { status, body } = await bench.control("PATCH", "/source-servers", { ...selector, patch });
    expect({ status, ids: body.ids }).toEqual({ status: 200, ids });
    expect(await statesOf("pay-ora-0")).toEqual(["PAUSED", "PAUSED", "PAUSED", "PAUSED"]);
    expect(await statesOf("pay-mq-0")).toEqual(["CONTINUOUS", "CONTINUOUS", "CONTINUOUS"]);
  });

  test("selects by account, Region and origin zone", async () => {
    const select = async (selector: object) =>
      (await bench.control("PATCH", "/source-servers", { ...selector, patch: {} })).body.ids?.length;
    expect(await select({ accountId: "222233334444" })).toBe(32);
    expect(await select({ accountId: "333344445555" })).toBe(46);
    expect(await select({})).toBe(78);
    expect(await select({ accountId: "222233334444", region: "us-west-2" })).toBe(22);
    const zones = await Promise.all(
      ["a", "b", "c"].map((zone) => select({ originAvailabilityZone: `us-east-1${zone}` })),
    );
    expect(zones.reduce((sum = 0, each = 0) => sum + each)).toBe(22);
  });

  test.each([
    [{ patch: { replicationState: "FINE" } }, 400, "patch.replicationState"],
    [{}, 400, "patch"],
    [{ originregion: "us-east-1", patch: {} }, 400, "originregion"],
    [{ accountId: "1", patch: {} }, 400, "accountId"],
    [{ sourceServerIds: ["s-none"], patch: {} }, 404, undefined],
  ])("refuses a selection that makes no sense: %j", async (request, status, field) => {
    expect(await bench.control("PATCH", "/source-servers", request)).toMatchObject({
      status,
      body: field ? { field } : {},
    });
  });

  test("lets the lag and the backlog of a server grow while its data does not flow", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-mq-01");
    const info = async () => (await serversNamed(drs, "pay-mq-01"))[0]?.dataReplicationInfo;
    await bench.control("PATCH", `/source-servers/${id}`, { isFlowing: false });
    const server = bench.sim.world.regions.get("222233334444/us-west-2")?.drs.sourceServers.get(id);
    if (!server) throw new Error("No server");
    const ageBy = (seconds: number) =>
      (server.replication.stoppedAt = (server.replication.stoppedAt ?? 0) - seconds * 1000);
    ageBy(600);
    const after10 = await info();
    expect(after10?.lagDuration).toMatch(/^PT10M/);
    ageBy(600);
    const after20 = await info();
    expect(after20?.lagDuration).toMatch(/^PT20M/);
    const backlog = (each: typeof after10) => each?.replicatedDisks?.[0]?.backloggedStorageBytes ?? 0;
    expect(backlog(after20)).toBeGreaterThan(backlog(after10));
    await bench.control("PATCH", `/source-servers/${id}`, { isFlowing: true });
    expect((await info())?.lagDuration).toBe("P0D");
  });

  test("deletes a server in the middle of its job, which ends without it", async () => {
    const drs = bench.drs();
    const ids = (await idsNamed(drs, "pay-core-0")).slice(0, 2);
    const [gone = ""] = ids;
    await bench.control("POST", "/clock", { speed: 0.001 });
    const { jobID } = await startJob(drs, ids);
    expect((await bench.control("DELETE", `/source-servers/${gone}`)).status).toBe(200);
    await bench.control("POST", "/clock", { speed: 50_000 });
    await until(async () => (await describeJob(drs, jobID)).participatingServers?.[1]?.launchStatus === "LAUNCHED");
    expect((await describeJob(drs, jobID)).participatingServers?.[0]).toMatchObject({ launchStatus: "FAILED" });
    const found = await drs.send(new DescribeSourceServersCommand({ filters: { sourceServerIDs: [gone] } }));
    expect(found.items).toEqual([]);
    expect((await bench.control("DELETE", `/source-servers/${gone}`)).status).toBe(404);
  });

  test("starts somebody else's job, within the rules of DRS", async () => {
    const drs = bench.drs();
    const sourceServerIds = await idsNamed(drs, "pay-app-01");
    await bench.control("POST", "/clock", { speed: 0.001 });
    const { body } = await bench.control("POST", "/jobs", { sourceServerIds, isDrill: true });
    expect(await describeJob(drs, String(body["jobId"]))).toMatchObject({
      status: "PENDING",
      initiatedBy: "START_DRILL",
    });
    expect((await refusal(startJob(drs, sourceServerIds))).name).toBe("ConflictException");
    const again = await bench.control("POST", "/jobs", { sourceServerIds });
    expect(again).toMatchObject({ status: 409 });
    expect(again.body["error"]).toMatch(/^ConflictException: /);
    await bench.control("POST", "/clock", { speed: 50_000 });
    await settledJob(drs, String(body["jobId"]));
    expect((await drs.send(new DescribeJobsCommand({}))).items?.[0]?.jobID).toBe(body["jobId"]);
  });

  test("refuses a job over servers of two accounts, or of none", async () => {
    const sourceServerIds = [
      ...(await idsNamed(bench.drs(), "pay-app-02")),
      ...(await idsNamed(bench.drs(ERP), "erp-app-01")),
    ];
    expect(await bench.control("POST", "/jobs", { sourceServerIds })).toMatchObject({
      status: 400,
      body: { field: "sourceServerIds" },
    });
    expect(await bench.control("POST", "/jobs", { sourceServerIds: [] })).toMatchObject({
      status: 400,
      body: { field: "sourceServerIds" },
    });
    expect((await bench.control("POST", "/jobs", { sourceServerIds: ["s-none"] })).status).toBe(404);
  });
});
