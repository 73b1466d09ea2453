import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  ModifyInstanceAttributeCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { DescribeRecoveryInstancesCommand } from "@aws-sdk/client-drs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idsNamed, launchedInstance, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { ERP, PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";

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
    expect(instance?.PrivateIpAddress).toMatch(/^172\.31\./);
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

  test("names malformed and unknown ids", async () => {
    const ec2 = bench.ec2();
    const malformed = ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-nope"] }));
    expect((await refusal(malformed)).name).toBe("InvalidInstanceID.Malformed");
    const unknown = await refusal(ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-0123456789abcdef0"] })));
    expect(unknown.message).toBe("The instance ID 'i-0123456789abcdef0' does not exist");
  });
});
