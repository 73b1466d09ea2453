import { DescribeRecoveryInstancesCommand, DescribeRecoverySnapshotsCommand } from "@aws-sdk/client-drs";
import { DescribeInstanceStatusCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeJob, idsNamed, jobLog, launchedInstance, startJob } from "#simulator/drs/test-jobs.ts";
import { createTaskMachine, start, takeTask } from "#simulator/sfn/test-machines.ts";
import { startBench, type Bench } from "#simulator/test-bench.ts";

const HOUR = 3600;

describe("the clock", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({ speed: 0.01 });
  });
  afterAll(() => bench.close());

  test("jumps ahead: all that was due has happened when it answers, at the moment of the jump", async () => {
    const drs = bench.drs();
    const before = Date.now();
    const { jobID } = await startJob(drs, await idsNamed(drs, "pay-core-"));
    expect((await describeJob(drs, jobID)).status).toBe("PENDING");
    const { body } = await bench.control("POST", "/clock/advance", { seconds: HOUR });
    expect(body).toMatchObject({ speed: 0.01, pendingEvents: 0 });
    const job = await describeJob(drs, jobID);
    expect(job.status).toBe("COMPLETED");
    expect(job.participatingServers?.map((each) => each.launchStatus)).toEqual(Array(6).fill("LAUNCHED"));
    const stamps = (await jobLog(drs, jobID)).map((item) => Date.parse(item.logDateTime ?? ""));
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    expect(Math.min(...stamps)).toBeGreaterThanOrEqual(before);
    expect(Math.max(...stamps, Date.parse(job.endDateTime ?? ""))).toBeLessThanOrEqual(Date.now());
  });

  test("takes EC2, visibility and the schedule of snapshots along", async () => {
    const [drs, ec2] = [bench.drs(), bench.ec2()];
    const [sourceServerID = ""] = await idsNamed(drs, "pay-mq-01");
    const { jobID } = await startJob(drs, [sourceServerID]);
    const snapshots = async () =>
      (await drs.send(new DescribeRecoverySnapshotsCommand({ sourceServerID, order: "DESC" }))).items ?? [];
    const [known] = await snapshots();
    await bench.control("POST", "/clock/advance", { seconds: HOUR / 2 });
    const filters = { sourceServerIDs: [sourceServerID] };
    expect((await drs.send(new DescribeRecoveryInstancesCommand({ filters }))).items).toHaveLength(1);
    const InstanceIds = [await launchedInstance(drs, jobID)];
    const { InstanceStatuses: [status] = [] } = await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds }));
    expect(status).toMatchObject({ InstanceState: { Name: "running" }, InstanceStatus: { Status: "ok" } });
    const now = await snapshots();
    expect(now.findIndex((each) => each.snapshotID === known?.snapshotID)).toBe(3);
    expect(now.every((each) => Date.parse(each.timestamp ?? "") <= Date.now())).toBe(true);
  });

  test("never moves the timers of Step Functions", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "jump");
    await start(sfn, stateMachineArn);
    const { taskToken } = await takeTask(sfn, activityArn);
    await bench.control("POST", "/clock/advance", { seconds: 30 * 24 * HOUR });
    expect(bench.sim.tasks.isOpen(taskToken)).toBe(true);
  });

  test("shows where it stands", async () => {
    const { body } = await bench.control("GET", "/clock");
    await bench.control("POST", "/clock/advance", { seconds: 60 });
    const { body: later } = await bench.control("GET", "/clock");
    const movedMs = Date.parse(String(later["simulatedAt"])) - Date.parse(String(body["simulatedAt"]));
    expect(movedMs).toBeGreaterThanOrEqual(60_000);
    expect(movedMs).toBeLessThan(61_000);
    expect(await bench.control("POST", "/clock", { speed: 0.02 })).toMatchObject({ body: { speed: 0.02 } });
  });

  test.each([
    ["seconds", {}],
    ["seconds", { seconds: 0 }],
    ["seconds", { seconds: 30 * 24 * HOUR + 1 }],
    ["seconds", { seconds: "60" }],
    ["minutes", { seconds: 60, minutes: 1 }],
  ])("refuses a jump that names %s wrongly", async (field, body) => {
    expect(await bench.control("POST", "/clock/advance", body)).toMatchObject({ status: 400, body: { field } });
  });
});
