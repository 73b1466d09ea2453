import { DescribeRecoveryInstancesCommand, TerminateRecoveryInstancesCommand } from "@aws-sdk/client-drs";
import { DescribeInstancesCommand, DescribeInstanceStatusCommand, DescribeVolumesCommand } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { idsNamed, jobLog, launchedInstance, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { pingOf } from "#simulator/ssm/test-instances.ts";
import { startBench, until, type Bench } from "#simulator/test-bench.ts";

describe("faults of instances", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(async () => {
    await bench.control("DELETE", "/faults");
    await bench.control("POST", "/clock", { speed: 50_000 });
  });
  afterAll(() => bench.close());

  async function launchWith(effect: object, hostname: string): Promise<string> {
    const drs = bench.drs();
    expect(await bench.control("POST", "/faults", { service: "ec2", effect })).toMatchObject({ status: 200 });
    const { jobID } = await startJob(drs, await idsNamed(drs, hostname));
    await settledJob(drs, jobID);
    return launchedInstance(drs, jobID);
  }

  async function inDrs(id: string) {
    const filters = { recoveryInstanceIDs: [id] };
    return (await bench.drs().send(new DescribeRecoveryInstancesCommand({ filters }))).items?.[0];
  }

  test("of kind never-running leave the instance pending", async () => {
    const id = await launchWith({ kind: "never-running" }, "pay-ora-01");
    const start = bench.sim.clock.now();
    await until(() => bench.sim.clock.now() > start + 3_600_000);
    const command = new DescribeInstanceStatusCommand({ InstanceIds: [id], IncludeAllInstances: true });
    const [status] = (await bench.ec2().send(command)).InstanceStatuses ?? [];
    expect(status?.InstanceState?.Name).toBe("pending");
    expect((await until(() => inDrs(id))).ec2InstanceState).toBe("PENDING");
  });

  test("of kind dies terminate the instance by itself some time after its launch", async () => {
    const id = await launchWith({ kind: "dies", afterSeconds: 500_000 }, "pay-ora-02");
    await until(async () => {
      const { Reservations } = await bench.ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] }));
      return Reservations?.[0]?.Instances?.[0]?.State?.Name === "running";
    });
    await bench.control("POST", "/clock", { speed: 1_000_000 });
    await until(async () => ["TERMINATED", "NOT_FOUND"].includes((await inDrs(id))?.ec2InstanceState ?? ""));
  });

  test("of kind visible-late hide the recovery instance from DRS, not from EC2", async () => {
    const id = await launchWith({ kind: "visible-late", seconds: 500_000 }, "pay-ora-03");
    expect(await inDrs(id)).toBeUndefined();
    const { Reservations } = await bench.ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(Reservations).toHaveLength(1);
    await bench.control("POST", "/clock", { speed: 1_000_000 });
    expect((await until(() => inDrs(id))).recoveryInstanceID).toBe(id);
  });

  test("of kind leaves-volume keep the last volume of a terminated instance", async () => {
    const drs = bench.drs();
    const id = await launchWith({ kind: "leaves-volume" }, "pay-ora-04");
    const volumes = async () => (await bench.ec2().send(new DescribeVolumesCommand({}))).Volumes ?? [];
    const own = (await volumes()).filter((volume) => volume.Attachments?.[0]?.InstanceId === id);
    await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [id] }));
    await bench.control("POST", "/clock", { speed: 1_000_000 });
    const ids = new Set(own.map((volume) => volume.VolumeId));
    await until(async () => (await volumes()).filter((volume) => ids.has(volume.VolumeId)).length === 1);
  });

  test("of kind agent-silent keep Systems Manager from ever knowing the agent", async () => {
    const id = await launchWith({ kind: "agent-silent" }, "pay-app-01");
    await bench.control("POST", "/clock", { speed: 1_000_000 });
    const start = bench.sim.clock.now();
    await until(() => bench.sim.clock.now() > start + 3_600_000);
    expect(await pingOf(bench.ssm(), id)).toBeUndefined();
  });

  test("of kind private-ip give the instance an address of the test's own", async () => {
    const id = await launchWith({ kind: "private-ip", address: "127.0.0.1" }, "pay-app-02");
    const { Reservations } = await bench.ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(Reservations?.[0]?.Instances?.[0]?.PrivateIpAddress).toBe("127.0.0.1");
  });

  test("are found by the instance, in the job that terminates it too", async () => {
    const drs = bench.drs();
    const id = await launchWith({ kind: "unhealthy" }, "pay-ora-04");
    const rule = { service: "drs", recoveryInstanceId: id, effect: { kind: "cleanup-failed", rawError: "injected" } };
    await bench.control("POST", "/faults", rule);
    const { job } = await drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [id] }));
    const jobID = job?.jobID ?? "";
    expect((await settledJob(drs, jobID)).participatingServers?.[0]?.launchStatus).toBe("FAILED");
    const failure = (await jobLog(drs, jobID)).find((item) => item.event === "CLEANUP_FAIL");
    expect(failure?.eventData).toMatchObject({ targetInstanceID: id, rawError: "injected" });
  });
});
