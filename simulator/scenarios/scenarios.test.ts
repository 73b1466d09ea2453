import {
  DescribeJobsCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  StartRecoveryCommand,
} from "@aws-sdk/client-drs";
import { DescribeInstancesCommand, DescribeInstanceStatusCommand } from "@aws-sdk/client-ec2";
import { ListStateMachinesCommand } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  describeJob,
  eventsOf,
  idsNamed,
  jobLog,
  launchedInstance,
  serversNamed,
  settledJob,
  startJob,
} from "#simulator/drs/test-jobs.ts";
import { ERP, PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { changeable, switchOff, switchOn } from "./test-scenarios.ts";

const WEBSHOP = { accountId: "333344445555", region: "eu-west-1" };

describe("the scenario", () => {
  let bench: Bench;
  let before: unknown;

  beforeEach(async () => {
    bench = await startBench();
    before = changeable(bench);
  });
  afterEach(() => bench.close());

  /** Launches servers and answers how the job ended. */
  async function launch(place: typeof PAYMENTS | typeof ERP | typeof WEBSHOP, prefix: string) {
    const drs = bench.drs(place);
    const { jobID } = await startJob(drs, await idsNamed(drs, prefix));
    const job = await settledJob(drs, jobID);
    const log = await jobLog(drs, jobID);
    return {
      jobID,
      statuses: job.participatingServers?.map((each) => each.launchStatus) ?? [],
      events: log.map((item) => item.event as string),
      rawErrors: log.flatMap((item) => item.eventData?.rawError ?? []),
    };
  }

  async function offAndAsBefore(id: string): Promise<void> {
    await switchOff(bench, id);
    expect(changeable(bench)).toEqual(before);
  }

  const stateOf = async (prefix: string, place: typeof PAYMENTS | typeof ERP = PAYMENTS) =>
    (await serversNamed(bench.drs(place), prefix))[0];

  test("region-down makes what stands there unreachable and cuts the calls to it", async () => {
    await switchOn(bench, "region-down");
    expect(await stateOf("pay-ora-01")).toMatchObject({
      dataReplicationInfo: { dataReplicationState: "STALLED", dataReplicationError: { error: "AGENT_NOT_SEEN" } },
    });
    expect((await refusal(bench.drs(ERP).send(new DescribeSourceServersCommand({})))).status).toBeUndefined();
    expect((await refusal(bench.ec2(ERP).send(new DescribeInstancesCommand({})))).status).toBeUndefined();
    const { statuses, events } = await launch(PAYMENTS, "pay-ora-01");
    expect(statuses).toEqual(["LAUNCHED"]);
    expect(events).toContain("USING_PREVIOUS_SNAPSHOT");
    expect(events).not.toContain("SNAPSHOT_END");
    await offAndAsBefore("region-down");
    expect((await stateOf("erp-ora-01", ERP))?.dataReplicationInfo?.dataReplicationState).toBe("CONTINUOUS");
    expect((await launch(PAYMENTS, "pay-ora-01")).events).toContain("SNAPSHOT_END");
  });

  test("region-down can be another Region, and spares what cannot get worse", async () => {
    await switchOn(bench, "region-down", { region: "eu-west-1" });
    expect((await stateOf("pay-ora-01"))?.dataReplicationInfo?.dataReplicationState).toBe("CONTINUOUS");
    expect((await refusal(bench.drs(WEBSHOP).send(new DescribeSourceServersCommand({})))).status).toBeUndefined();
    await offAndAsBefore("region-down");
  });

  test("agents-unreachable stalls the servers of the given place", async () => {
    await switchOn(bench, "agents-unreachable", { accountId: ERP.accountId, region: ERP.region });
    const unseen = await stateOf("erp-ora-01", ERP);
    expect(unseen?.dataReplicationInfo?.dataReplicationError?.error).toBe("AGENT_NOT_SEEN");
    expect((await stateOf("erp-file-03", ERP))?.dataReplicationInfo?.dataReplicationState).toBe("STOPPED");
    expect((await stateOf("pay-ora-01"))?.dataReplicationInfo?.dataReplicationState).toBe("CONTINUOUS");
    await offAndAsBefore("agents-unreachable");
  });

  test("replication-stalled keeps agents in sight and servers recoverable", async () => {
    await switchOn(bench, "replication-stalled", { error: "UNSTABLE_NETWORK" });
    const stalled = await stateOf("pay-ora-01");
    expect(stalled?.dataReplicationInfo).toMatchObject({
      ...{ dataReplicationState: "STALLED", dataReplicationError: { error: "UNSTABLE_NETWORK" } },
    });
    const { lastSeenByServiceDateTime = "" } = stalled?.lifeCycle ?? {};
    expect(Date.now() - Date.parse(lastSeenByServiceDateTime)).toBeLessThan(30_000);
    expect((await launch(PAYMENTS, "pay-ora-01")).statuses).toEqual(["LAUNCHED"]);
    await offAndAsBefore("replication-stalled");
  });

  test("growing-lag lets the copies fall behind", async () => {
    await switchOn(bench, "growing-lag", { region: PAYMENTS.region });
    for (const { drs } of bench.sim.world.regions.values()) {
      for (const { replication } of drs.sourceServers.values()) {
        if (replication.stoppedAt !== null) replication.stoppedAt -= 3_600_000;
      }
    }
    const behind = await stateOf("pay-ora-01");
    expect(behind?.dataReplicationInfo?.dataReplicationState).toBe("BACKLOG");
    expect(behind?.dataReplicationInfo?.lagDuration).toMatch(/^PT1H/);
    const snapshots = new DescribeRecoverySnapshotsCommand({
      sourceServerID: behind?.sourceServerID ?? "",
      order: "DESC",
    });
    const [newest] = (await bench.drs().send(snapshots)).items ?? [];
    expect(Date.now() - Date.parse(newest?.timestamp ?? "")).toBeGreaterThan(3_500_000);
    await switchOff(bench, "growing-lag");
    expect((await stateOf("pay-ora-01"))?.dataReplicationInfo?.lagDuration).toBe("P0D");
  });

  test("no-capacity fails the launches that land in the zone, naming type and zone", async () => {
    await switchOn(bench, "no-capacity");
    const { statuses, rawErrors } = await launch(WEBSHOP, "shop-app-0");
    expect(new Set(statuses)).toEqual(new Set(["FAILED", "LAUNCHED"]));
    for (const text of rawErrors) expect(text).toMatch(/InsufficientInstanceCapacity.*m6i\.xlarge.*\(eu-west-1a\)/);
    expect(rawErrors).toHaveLength(statuses.filter((each) => each === "FAILED").length);
    const { Reservations = [] } = await bench.ec2(WEBSHOP).send(new DescribeInstancesCommand({}));
    const zones = Reservations.flatMap((each) => each.Instances ?? []).map((each) => each.Placement?.AvailabilityZone);
    expect(zones).not.toContain("eu-west-1a");
    await offAndAsBefore("no-capacity");
  });

  test("kms-key-shared-wrongly fails snapshots, and launches of an earlier point in time", async () => {
    await switchOn(bench, "kms-key-shared-wrongly");
    const { statuses, events, rawErrors } = await launch(PAYMENTS, "pay-mq-01");
    expect([statuses, events]).toEqual([["FAILED"], ["JOB_START", "SNAPSHOT_START", "SNAPSHOT_FAIL", "JOB_END"]]);
    expect(rawErrors[0]).toMatch(/AuthFailure.*Not authorized to use key arn:aws:kms:us-west-2:222233334444:key/);
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-mq-02");
    const { items } = await drs.send(new DescribeRecoverySnapshotsCommand({ sourceServerID }));
    const sourceServers = [{ sourceServerID, recoverySnapshotID: items?.[0]?.snapshotID ?? "" }];
    const { job } = await drs.send(new StartRecoveryCommand({ sourceServers }));
    await settledJob(drs, job?.jobID ?? "");
    expect(await eventsOf(drs, job?.jobID ?? "")).toContain("LAUNCH_FAILED");
    await offAndAsBefore("kms-key-shared-wrongly");
    expect((await launch(PAYMENTS, "pay-mq-01")).statuses).toEqual(["LAUNCHED"]);
  });

  test("iam-missing completes jobs that launch nothing", async () => {
    await switchOn(bench, "iam-missing");
    const { statuses, events, rawErrors } = await launch(PAYMENTS, "pay-mq-0");
    expect(statuses).toEqual(["FAILED", "FAILED", "FAILED"]);
    expect(events.filter((event) => event.startsWith("LAUNCH"))).toEqual([]);
    expect(rawErrors).toEqual([]);
    await offAndAsBefore("iam-missing");
  });

  test("slow-windows makes Windows servers wait for their conversion", async () => {
    await switchOn(bench, "slow-windows", { factor: 20 });
    const drs = bench.drs(ERP);
    const secondsOf = async (prefix: string) => {
      const { creationDateTime = "", endDateTime = "" } = await describeJob(drs, (await launch(ERP, prefix)).jobID);
      return ((Date.parse(endDateTime) - Date.parse(creationDateTime)) / 1000) * bench.sim.clock.speed;
    };
    expect(await secondsOf("erp-web-01")).toBeGreaterThan(10_000);
    await offAndAsBefore("slow-windows");
  });

  test("stuck-jobs holds jobs, which go on when it is switched off", async () => {
    await switchOn(bench, "stuck-jobs", { phase: "conversion" });
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-mq-0");
    const { jobID } = await startJob(drs, ids);
    await until(() => bench.sim.events.pending().length === 0);
    expect((await describeJob(drs, jobID)).status).toBe("STARTED");
    expect((await refusal(startJob(drs, ids))).name).toBe("ConflictException");
    await offAndAsBefore("stuck-jobs");
    const { participatingServers } = await settledJob(drs, jobID);
    expect(participatingServers?.map((each) => each.launchStatus)).toEqual(["LAUNCHED", "LAUNCHED", "LAUNCHED"]);
  });

  test.each(["pending", "started", "launch"])("stuck-jobs lets jobs go on that were stuck in %s", async (phase) => {
    await switchOn(bench, "stuck-jobs", { phase });
    const drs = bench.drs();
    const { jobID } = await startJob(drs, await idsNamed(drs, "pay-mq-01"));
    await until(() => bench.sim.events.pending().length === 0);
    await switchOff(bench, "stuck-jobs");
    expect((await settledJob(drs, jobID)).participatingServers?.[0]?.launchStatus).toBe("LAUNCHED");
  });

  test("never-healthy launches instances that stay impaired", async () => {
    await switchOn(bench, "never-healthy", { accountId: PAYMENTS.accountId });
    const { jobID } = await launch(PAYMENTS, "pay-mq-01");
    const InstanceIds = [await launchedInstance(bench.drs(), jobID)];
    await until(async () => {
      const { InstanceStatuses } = await bench.ec2().send(new DescribeInstanceStatusCommand({ InstanceIds }));
      return InstanceStatuses?.[0]?.InstanceStatus?.Status === "impaired";
    });
    await offAndAsBefore("never-healthy");
  });

  test("quota-full refuses new jobs until the other team's jobs are gone", async () => {
    await switchOn(bench, "quota-full");
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-mq-01");
    expect(await refusal(startJob(drs, ids))).toMatchObject({
      ...{ name: "ServiceQuotaExceededException", status: 402, error: { quotaCode: "L-D88FAC3A" } },
    });
    const jobs = (await drs.send(new DescribeJobsCommand({}))).items ?? [];
    expect(jobs.filter((job) => job.status !== "COMPLETED")).toHaveLength(20);
    expect(await idsNamed(drs, "other-team-")).toHaveLength(20);
    await offAndAsBefore("quota-full");
    expect((await drs.send(new DescribeJobsCommand({}))).items).toEqual([]);
    await startJob(drs, ids);
  });

  test("somebody-else-launches makes our call come second", async () => {
    await switchOn(bench, "somebody-else-launches");
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-mq-01");
    expect(await refusal(startJob(drs, ids, false))).toMatchObject({ name: "ConflictException", status: 409 });
    const [theirs] = (await drs.send(new DescribeJobsCommand({}))).items ?? [];
    expect(theirs).toMatchObject({ initiatedBy: "START_DRILL" });
    await settledJob(drs, theirs?.jobID ?? "");
    await startJob(drs, ids, false);
    await offAndAsBefore("somebody-else-launches");
  });

  test("throttling-storm throttles every service for a while", async () => {
    await switchOn(bench, "throttling-storm", { probability: 1, seconds: 60, retryAfter: 5 });
    const drs = () => bench.drs().send(new DescribeSourceServersCommand({}));
    expect(await refusal(drs())).toMatchObject({
      name: "ThrottlingException",
      status: 429,
      error: { retryAfterSeconds: "5" },
    });
    const states = bench.sfn().send(new ListStateMachinesCommand({}));
    expect((await refusal(states)).name).toBe("ThrottlingException");
    for (const rule of bench.sim.world.faults.rules) rule.addedAt -= 60_000;
    await drs();
    expect((await bench.control("GET", "/faults")).body.items?.every((rule) => rule["isOver"])).toBe(true);
    await offAndAsBefore("throttling-storm");
  });

  test("server-errors fail by chance with each service's own code", async () => {
    await switchOn(bench, "server-errors", { probability: 1 });
    const drs = bench.drs().send(new DescribeSourceServersCommand({}));
    expect(await refusal(drs)).toMatchObject({ name: "InternalServerException", status: 500 });
    const ec2 = bench.ec2().send(new DescribeInstancesCommand({}));
    expect(await refusal(ec2)).toMatchObject({ name: "InternalError", status: 500 });
    await offAndAsBefore("server-errors");
    await bench.drs().send(new DescribeSourceServersCommand({}));
  });

  test("session-expiry refuses the recovery accounts' sessions for a while", async () => {
    await switchOn(bench, "session-expiry", { afterSeconds: 30, forSeconds: 60 });
    const calls = () => bench.drs().send(new DescribeSourceServersCommand({}));
    const age = (seconds: number) => {
      for (const rule of bench.sim.world.faults.rules) rule.addedAt -= seconds * 1000;
    };
    await calls();
    age(40);
    expect(await refusal(calls())).toMatchObject({ name: "ExpiredTokenException", status: 403 });
    await bench.sfn().send(new ListStateMachinesCommand({}));
    age(60);
    await calls();
    await offAndAsBefore("session-expiry");
  });
});
