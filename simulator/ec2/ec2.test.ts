import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  ModifyInstanceAttributeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { DescribeRecoveryInstancesCommand } from "@aws-sdk/client-drs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { idsNamed, launchedInstance, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { ERP, PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";
import { describeInstance } from "./test-launches.ts";

describe("EC2", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  async function launch(hostname: string): Promise<string> {
    const drs = bench.drs();
    const { jobID } = await startJob(drs, await idsNamed(drs, hostname));
    await settledJob(drs, jobID);
    return await launchedInstance(drs, jobID);
  }

  test("boots an instance and passes its status checks some minutes later", async () => {
    const id = await launch("pay-core-01");
    await bench.control("POST", "/clock", { speed: 0.001 });
    const instance = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).ec2.instances.get(id);
    if (!instance) throw new Error("No instance");
    const bootSeconds = (instance.runningAt - instance.launchedAt) / 1000;
    const checkSeconds = (instance.checksPassedAt - instance.runningAt) / 1000;
    expect([bootSeconds > 10, bootSeconds < 30, checkSeconds > 110, checkSeconds < 190]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const statusAfter = async (seconds: number) => {
      const now = bench.sim.clock.now();
      instance.launchedAt = now - seconds * 1000;
      instance.runningAt = instance.launchedAt + 20_000;
      instance.checksPassedAt = instance.launchedAt + 160_000;
      const command = new DescribeInstanceStatusCommand({ InstanceIds: [id], IncludeAllInstances: true });
      const [status] = (await bench.ec2().send(command)).InstanceStatuses ?? [];
      return [status?.InstanceState?.Name, status?.SystemStatus?.Status, status?.InstanceStatus?.Status].join(" ");
    };
    expect(await statusAfter(5)).toBe("pending not-applicable not-applicable");
    expect(await statusAfter(30)).toBe("running initializing initializing");
    expect(await statusAfter(150)).toBe("running ok initializing");
    expect(await statusAfter(170)).toBe("running ok ok");
    await bench.control("POST", "/clock", { speed: 50_000 });
  });

  test("describes recovery instances by id, tag and state in the recovery account and Region", async () => {
    const id = await launch("pay-core-02");
    const Filters = [
      { Name: "tag:Name", Values: ["pay-core-0?"] },
      { Name: "instance-state-name", Values: ["pending", "running"] },
    ];
    const { Reservations = [] } = await bench.ec2().send(new DescribeInstancesCommand({ Filters }));
    const instance = Reservations.flatMap((each) => each.Instances ?? []).find((each) => each.InstanceId === id);
    expect(instance?.PrivateIpAddress).toMatch(/^10\.20\./);
    expect(instance?.Placement?.AvailabilityZone).toMatch(/^us-west-2[abc]$/);
    expect(instance?.LaunchTime).toBeInstanceOf(Date);
    const elsewhere = bench.ec2(ERP).send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(await refusal(elsewhere)).toMatchObject({ name: "InvalidInstanceID.NotFound", status: 400 });
  });

  test("keeps protected instances, and DRS notices the termination of others", async () => {
    const id = await launch("pay-core-03");
    const ec2 = bench.ec2();
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiTermination: { Value: true } }));
    const attribute = await ec2.send(
      new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "disableApiTermination" }),
    );
    expect(attribute.DisableApiTermination?.Value).toBe(true);
    expect((await refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] })))).name).toBe(
      "OperationNotPermitted",
    );
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiTermination: { Value: false } }));
    const { TerminatingInstances } = await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    expect(TerminatingInstances?.[0]?.CurrentState?.Name).toBe("shutting-down");
    const filters = { recoveryInstanceIDs: [id] };
    await until(async () => {
      const { items } = await bench.drs().send(new DescribeRecoveryInstancesCommand({ filters }));
      return ["TERMINATED", "NOT_FOUND"].includes(items?.[0]?.ec2InstanceState ?? "");
    });
  });

  describe("stops and starts", () => {
    /** A running instance whose clock almost stands still. */
    async function frozen(hostname: string) {
      const id = await launch(hostname);
      await bench.control("POST", "/clock", { speed: 0.001 });
      const instance = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).ec2.instances.get(id);
      if (!instance) throw new Error("No instance");
      const now = bench.sim.clock.now();
      Object.assign(instance, { launchedAt: now - 300_000, runningAt: now - 280_000, checksPassedAt: now - 100_000 });
      return { id, instance, past: (seconds: number) => bench.sim.clock.now() - seconds * 1000 };
    }
    afterEach(() => bench.control("POST", "/clock", { speed: 50_000 }));

    const InstanceIds = (id: string) => ({ InstanceIds: [id] });

    test("an instance, which boots and is checked anew", async () => {
      const { id, instance, past } = await frozen("pay-core-04");
      const ec2 = bench.ec2();
      const { StoppingInstances } = await ec2.send(new StopInstancesCommand(InstanceIds(id)));
      expect(StoppingInstances?.map((each) => [each.PreviousState?.Name, each.CurrentState?.Name])).toEqual([
        ["running", "stopping"],
      ]);
      const early = await refusal(ec2.send(new StartInstancesCommand(InstanceIds(id))));
      expect(early).toMatchObject({ name: "IncorrectInstanceState", status: 400 });
      instance.stopRequestedAt = past(60);
      const stopped = await describeInstance(ec2, id);
      expect(stopped.State).toEqual({ Code: 80, Name: "stopped" });
      expect(stopped.StateReason?.Code).toBe("Client.UserInitiatedShutdown");
      expect(stopped.StateTransitionReason).toMatch(/^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\)$/);
      const InstanceType = { Value: "m6i.large" };
      await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType }));
      const { StartingInstances } = await ec2.send(new StartInstancesCommand(InstanceIds(id)));
      expect(StartingInstances?.[0]?.CurrentState?.Name).toBe("pending");
      instance.runningAt = past(10);
      const { InstanceStatuses } = await ec2.send(new DescribeInstanceStatusCommand(InstanceIds(id)));
      expect(InstanceStatuses?.[0]?.InstanceStatus?.Status).toBe("initializing");
      expect((await describeInstance(ec2, id)).InstanceType).toBe("m6i.large");
    });

    test("neither a protected instance, nor one that has terminated", async () => {
      const { id, instance, past } = await frozen("pay-core-05");
      const ec2 = bench.ec2();
      await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: id, DisableApiStop: { Value: true } }));
      const stop = () => ec2.send(new StopInstancesCommand(InstanceIds(id)));
      expect((await refusal(stop())).name).toBe("OperationNotPermitted");
      const resize = ec2.send(
        new ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType: { Value: "m5.large" } }),
      );
      expect((await refusal(resize)).message).toBe(`The instance '${id}' is not in the 'stopped' state.`);
      instance.terminateRequestedAt = past(60);
      expect((await refusal(stop())).name).toBe("IncorrectInstanceState");
      const start = await refusal(ec2.send(new StartInstancesCommand(InstanceIds(id))));
      expect(start.message).toBe(`The instance '${id}' is not in a state from which it can be started.`);
      const gone = await describeInstance(ec2, id);
      expect([gone.PrivateIpAddress, gone.SubnetId, gone.BlockDeviceMappings?.length]).toEqual([
        undefined,
        undefined,
        0,
      ]);
    });

    test("nothing in a dry run", async () => {
      const { id } = await frozen("pay-core-06");
      const ec2 = bench.ec2();
      const input = { ...InstanceIds(id), DryRun: true };
      const stop = await refusal(ec2.send(new StopInstancesCommand(input)));
      const terminate = await refusal(ec2.send(new TerminateInstancesCommand(input)));
      for (const dry of [stop, terminate]) expect(dry).toMatchObject({ name: "DryRunOperation", status: 412 });
      expect((await describeInstance(ec2, id)).State?.Name).toBe("running");
    });
  });

  test("names malformed and unknown ids", async () => {
    const ec2 = bench.ec2();
    const malformed = ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-nope"] }));
    expect((await refusal(malformed)).name).toBe("InvalidInstanceID.Malformed");
    const unknown = await refusal(ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-0123456789abcdef0"] })));
    expect(unknown.message).toBe("The instance ID 'i-0123456789abcdef0' does not exist");
  });
});
