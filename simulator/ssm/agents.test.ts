import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { DescribeInstanceInformationCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";
import { launch, launchManaged, pingOf } from "./test-instances.ts";

describe("the SSM agent", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("registers half a minute or so after its instance runs, and is lost with it", async () => {
    const id = await launchManaged(bench, "pay-app-01");
    await bench.control("POST", "/clock", { speed: 0.001 });
    const instance = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).ec2.instances.get(id);
    if (!instance) throw new Error("No instance");
    const pingAfter = async (seconds: number) => {
      instance.runningAt = bench.sim.clock.now() - seconds * 1000;
      return await pingOf(bench.ssm(), id);
    };
    expect(await pingAfter(-5)).toBeUndefined();
    expect(await pingAfter(19)).toBeUndefined();
    expect(await pingAfter(61)).toBe("Online");
    await bench.ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    expect(await pingOf(bench.ssm(), id)).toBe("ConnectionLost");
    await bench.control("POST", "/clock", { speed: 50_000 });
    await until(async () => (await pingOf(bench.ssm(), id)) === undefined);
  });

  test("never registers on an unhealthy instance", async () => {
    await bench.control("POST", "/faults", { service: "ec2", times: 1, effect: { kind: "unhealthy" } });
    const unhealthy = await launch(bench, "pay-app-02");
    await launchManaged(bench, "pay-app-03");
    await bench.control("DELETE", "/faults");
    expect(await pingOf(bench.ssm(), unhealthy)).toBeUndefined();
  });

  test("is described by filters of either kind", async () => {
    const id = await launchManaged(bench, "pay-app-04");
    const ssm = bench.ssm();
    const Filters = [
      { Key: "tag:Name", Values: ["pay-app-04"] },
      { Key: "PingStatus", Values: ["Online"] },
    ];
    const { InstanceInformationList } = await ssm.send(new DescribeInstanceInformationCommand({ Filters }));
    expect(InstanceInformationList).toMatchObject([
      { InstanceId: id, PlatformType: "Linux", ResourceType: "EC2Instance", ComputerName: "pay-app-04" },
    ]);
    const old = { InstanceInformationFilterList: [{ key: "PlatformTypes" as const, valueSet: ["Windows"] }] };
    expect((await ssm.send(new DescribeInstanceInformationCommand(old))).InstanceInformationList).toEqual([]);
    const mixed = refusal(ssm.send(new DescribeInstanceInformationCommand({ ...old, Filters })));
    expect((await mixed).name).toBe("ValidationException");
  });
});
