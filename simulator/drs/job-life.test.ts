import {
  DescribeRecoveryInstancesCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  GetReplicationConfigurationCommand,
  StartRecoveryCommand,
  TerminateRecoveryInstancesCommand,
  UpdateReplicationConfigurationCommand,
} from "@aws-sdk/client-drs";
import { ModifyInstanceAttributeCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERP, PAYMENTS, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { describeJob, eventsOf, idsNamed, jobLog, launchedInstance, settledJob, startJob } from "./test-jobs.ts";
import { rawDrs } from "./test-raw.ts";

const LAUNCH_EVENTS = [
  "JOB_START",
  "SNAPSHOT_START",
  "SNAPSHOT_END",
  "CONVERSION_START",
  "CONVERSION_END",
  "LAUNCH_START",
  "LAUNCH_END",
  "JOB_END",
];

describe("the life of a job", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  async function instancesOf(id: string | undefined) {
    const drs = bench.drs();
    return (
      (await drs.send(new DescribeRecoveryInstancesCommand({ filters: { sourceServerIDs: [id ?? ""] } }))).items ?? []
    );
  }

  test("logs a launch in the order of the live service, LAUNCH_END included", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-mq-0");
    const { jobID } = await startJob(drs, ids);
    await settledJob(drs, jobID);
    for (const id of ids) expect(await eventsOf(drs, jobID, id)).toEqual(LAUNCH_EVENTS);
    const stamps = (await jobLog(drs, jobID)).map((item) => item.logDateTime ?? "");
    expect(stamps).toEqual(stamps.toSorted());
    expect(stamps[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
  });

  test("answers StartRecovery as the live service does", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-app-01");
    const job = await startJob(drs, [id]);
    expect(job).toMatchObject({
      ...{ status: "PENDING", type: "LAUNCH", initiatedBy: "START_DRILL", participatingResources: [] },
      participatingServers: [{ sourceServerID: id, launchStatus: "PENDING", launchActionsStatus: { runs: [] } }],
      tags: { resourceArn: job.arn },
    });
    expect(job.jobID).toMatch(/^drsjob-5[0-9a-f]{16}$/);
    const settled = await settledJob(drs, job.jobID);
    expect(settled.tags).toEqual({});
    expect(settled.participatingServers?.[0]).toEqual({
      sourceServerID: id,
      launchStatus: "LAUNCHED",
      launchActionsStatus: { runs: [] },
    });
  });

  test("writes the launch to the source server and shows the recovery instance a little later", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-app-02");
    const { jobID } = await startJob(drs, [id], false);
    await settledJob(drs, jobID);
    const launched = await launchedInstance(drs, jobID);
    const [instance] = await until(async () => {
      const found = await instancesOf(id);
      return found.length > 0 && found;
    });
    expect(instance).toMatchObject({ recoveryInstanceID: launched, ec2InstanceID: launched, jobID, isDrill: false });
    const [server] =
      (await drs.send(new DescribeSourceServersCommand({ filters: { sourceServerIDs: [id] } }))).items ?? [];
    expect(server).toMatchObject({
      ...{ recoveryInstanceId: launched, lastLaunchResult: "SUCCEEDED" },
      lifeCycle: { lastLaunch: { status: "LAUNCHED", initiated: { jobID, type: "RECOVERY" } } },
      dataReplicationInfo: { dataReplicationState: "CONTINUOUS", lagDuration: "P0D" },
    });
  });

  test("terminates the earlier instance of a server first, whatever it was launched for", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-app-03");
    await settledJob(drs, (await startJob(drs, [id], false)).jobID);
    const [earlier] = await until(async () => (await instancesOf(id)).length > 0 && (await instancesOf(id)));
    const { jobID } = await startJob(drs, [id]);
    await settledJob(drs, jobID);
    const [start, ...rest] = LAUNCH_EVENTS;
    expect(await eventsOf(drs, jobID)).toEqual([start, "CLEANUP_START", "CLEANUP_END", ...rest]);
    const { body } = await bench.control("GET", "/state");
    const regions = body["regions"] as { ec2Instances: { instanceId: string; state: string }[] }[];
    const old = regions.flatMap((each) => each.ec2Instances).find((each) => each.instanceId === earlier?.ec2InstanceID);
    expect(["shutting-down", "terminated", "forgotten"]).toContain(old?.state);
  });

  test("fails a server whose earlier instance has termination protection, and keeps the instance", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-app-04");
    await settledJob(drs, (await startJob(drs, [id], false)).jobID);
    const [kept] = await until(async () => (await instancesOf(id)).length > 0 && (await instancesOf(id)));
    const InstanceId = kept?.ec2InstanceID;
    await bench.ec2().send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination: { Value: true } }));
    const { jobID } = await startJob(drs, [id]);
    expect((await settledJob(drs, jobID)).participatingServers?.[0]?.launchStatus).toBe("FAILED");
    expect(await eventsOf(drs, jobID)).toEqual(["JOB_START", "CLEANUP_START", "CLEANUP_FAIL", "JOB_END"]);
    expect((await instancesOf(id)).map((each) => each.ec2InstanceID)).toEqual([InstanceId]);
  });

  test("launches without conversion in FAST mode where the machine came from EC2, and only there", async () => {
    for (const [place, hostname, isFast] of [
      [PAYMENTS, "pay-core-02", true] as const,
      [ERP, "erp-app-02", false] as const,
    ]) {
      const drs = bench.drs(place);
      const [sourceServerID = ""] = await idsNamed(drs, hostname);
      const body = { sourceServerID, recoveryMode: "FAST" };
      expect((await rawDrs(bench, { path: "/UpdateLaunchConfiguration", body }, place)).status).toBe(200);
      const { jobID } = await startJob(drs, [sourceServerID]);
      expect((await settledJob(drs, jobID)).participatingServers?.[0]?.launchStatus).toBe("LAUNCHED");
      const skipped = (event: string) => isFast && event.startsWith("CONVERSION");
      expect(await eventsOf(drs, jobID)).toEqual(LAUNCH_EVENTS.filter((event) => !skipped(event)));
    }
  });

  test("ends COMPLETED with the server FAILED when there is nothing to recover from", async () => {
    const drs = bench.drs(ERP);
    const [id = ""] = await idsNamed(drs, "erp-file-02");
    const { jobID } = await startJob(drs, [id]);
    const job = await settledJob(drs, jobID);
    expect(job.participatingServers?.[0]?.launchStatus).toBe("FAILED");
    expect(await eventsOf(drs, jobID)).toEqual(["JOB_START", "SNAPSHOT_START", "SNAPSHOT_FAIL", "JOB_END"]);
  });

  test("falls back to the previous snapshot after ten minutes when the source is stalled", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-edge-04");
    const { jobID } = await startJob(drs, [id]);
    expect((await settledJob(drs, jobID)).participatingServers?.[0]?.launchStatus).toBe("LAUNCHED");
    const log = await jobLog(drs, jobID);
    const at = (event: string) => Date.parse(log.find((item) => item.event === event)?.logDateTime ?? "");
    expect(log.map((item) => item.event)).not.toContain("SNAPSHOT_END");
    expect((at("USING_PREVIOUS_SNAPSHOT") - at("SNAPSHOT_START")) / (600_000 / 50_000)).toBeCloseTo(1, 0);
  });

  test("terminates the instance of a source server that was deleted, and launches nothing for one", async () => {
    const drs = bench.drs();
    const [id = "", other = ""] = await idsNamed(drs, "pay-core-0");
    await settledJob(drs, (await startJob(drs, [id])).jobID);
    const [instance] = await until(async () => (await instancesOf(id)).length > 0 && (await instancesOf(id)));
    const recoveryInstanceIDs = [instance?.recoveryInstanceID ?? ""];
    await bench.control("POST", "/clock", { speed: 0.001 });
    const ending = await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs }));
    const launch = await startJob(drs, [other]);
    for (const server of [id, other]) await bench.control("DELETE", `/source-servers/${server}`);
    await bench.control("POST", "/clock", { speed: 50_000 });
    const ended = [await settledJob(drs, ending.job?.jobID ?? ""), await settledJob(drs, launch.jobID)];
    expect(ended.map((job) => job.participatingServers?.[0]?.launchStatus)).toEqual(["TERMINATED", "FAILED"]);
    expect(await instancesOf(id)).toEqual([]);
  });

  test("terminates recovery instances by a job of its own, and tells the source server", async () => {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, "pay-edge-01");
    await settledJob(drs, (await startJob(drs, [id])).jobID);
    const [instance] = await until(async () => (await instancesOf(id)).length > 0 && (await instancesOf(id)));
    const recoveryInstanceIDs = [instance?.recoveryInstanceID ?? ""];
    const { job } = await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs }));
    expect(job).toMatchObject({ type: "TERMINATE", initiatedBy: "TERMINATE_RECOVERY_INSTANCES", status: "PENDING" });
    const settled = await settledJob(drs, job?.jobID ?? "");
    expect(settled.participatingServers?.[0]).toMatchObject({
      launchStatus: "TERMINATED",
      recoveryInstanceID: recoveryInstanceIDs[0],
    });
    expect(await instancesOf(id)).toEqual([]);
    const [server] =
      (await drs.send(new DescribeSourceServersCommand({ filters: { sourceServerIDs: [id] } }))).items ?? [];
    expect(server?.recoveryInstanceId).toBeUndefined();
    expect(server?.lifeCycle?.lastLaunch?.status).toBe("TERMINATED");
  });
});

describe("the durations of a job", () => {
  test("are those of the live service divided by the speed, and longer for Windows", async () => {
    const bench = await startBench({ speed: 2000 });
    const drs = bench.drs(ERP);
    const linux = await startJob(drs, await idsNamed(drs, "erp-app-01"));
    const windows = await startJob(drs, await idsNamed(drs, "erp-web-01"));
    const seconds = async (jobID: string) => {
      const { creationDateTime = "", endDateTime = "" } = await settledJob(drs, jobID);
      return ((Date.parse(endDateTime) - Date.parse(creationDateTime)) * 2000) / 1000;
    };
    expect(await seconds(linux.jobID)).toBeGreaterThan(490);
    expect(await seconds(linux.jobID)).toBeLessThan(590);
    expect(await seconds(windows.jobID)).toBeGreaterThan(595);
    await bench.close();
  });

  test("and every id are the same for the same seed", async () => {
    const runs = [];
    for (const seed of [7, 7, 8]) {
      const bench = await startBench({ seed });
      const drs = bench.drs();
      const { jobID } = await startJob(drs, await idsNamed(drs, "pay-ora-0"));
      await settledJob(drs, jobID);
      const data = (await jobLog(drs, jobID)).map(({ event, eventData }) => [event, eventData]);
      runs.push(JSON.stringify([jobID, data]));
      await bench.close();
    }
    expect(runs[0]).toBe(runs[1]);
    expect(runs[2]).not.toBe(runs[0]);
  });

  test("change for what is pending when the speed changes", async () => {
    const bench = await startBench({ speed: 0.001 });
    const drs = bench.drs();
    const { jobID } = await startJob(drs, await idsNamed(drs, "pay-core-01"));
    expect((await describeJob(drs, jobID)).status).toBe("PENDING");
    await bench.control("POST", "/clock", { speed: 50_000 });
    expect((await settledJob(drs, jobID)).status).toBe("COMPLETED");
    await bench.close();
  });
});

test("a chosen snapshot that expires before the launch gets to it fails the server", async () => {
  const bench = await startBench({ speed: 1 });
  const drs = bench.drs();
  const [sourceServerID = ""] = await idsNamed(drs, "pay-core-01");
  const { items = [] } = await drs.send(new DescribeRecoverySnapshotsCommand({ sourceServerID }));
  const sourceServers = [{ sourceServerID, recoverySnapshotID: items[0]?.snapshotID ?? "" }];
  await bench.control("POST", "/clock", { speed: 0.001 });
  const { job } = await drs.send(new StartRecoveryCommand({ sourceServers }));
  const { pitPolicy = [] } = await drs.send(new GetReplicationConfigurationCommand({ sourceServerID }));
  const shorter = pitPolicy.map((rule) => (rule.units === "DAY" ? { ...rule, retentionDuration: 1 } : rule));
  await drs.send(new UpdateReplicationConfigurationCommand({ sourceServerID, pitPolicy: shorter }));
  await bench.control("POST", "/clock", { speed: 50_000 });
  const settled = await settledJob(drs, job?.jobID ?? "");
  expect(settled.participatingServers?.[0]?.launchStatus).toBe("FAILED");
  const log = await jobLog(drs, job?.jobID ?? "");
  expect(log.find((item) => item.event === "SNAPSHOT_FAIL")?.eventData?.rawError).toContain(items[0]?.snapshotID);
  await bench.close();
});
