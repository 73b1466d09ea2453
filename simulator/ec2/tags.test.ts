import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { describeInstance, launchedNamed, subnetsFor, templateIdOf } from "./test-launches.ts";

describe("tags", () => {
  let bench: Bench;
  let ec2: EC2Client;
  let subnetId = "";

  beforeAll(async () => {
    bench = await startBench();
    ec2 = bench.ec2();
    subnetId = (await subnetsFor(ec2, "drill"))[0]?.SubnetId ?? "";
  });
  afterAll(() => bench.close());

  async function tagsOf(resourceId: string): Promise<string[]> {
    const Filters = [{ Name: "resource-id", Values: [resourceId] }];
    const { Tags = [] } = await ec2.send(new DescribeTagsCommand({ Filters }));
    return Tags.map((each) => `${each.ResourceType ?? ""} ${each.Key ?? ""}=${each.Value ?? ""}`);
  }

  test("are put on resources of every kind at once, found again and taken off", async () => {
    const { InstanceId, BlockDeviceMappings, NetworkInterfaces } = await launchedNamed(bench, "pay-core-01");
    const volumeId = BlockDeviceMappings?.[0]?.Ebs?.VolumeId ?? "";
    const interfaceId = NetworkInterfaces?.[0]?.NetworkInterfaceId ?? "";
    const Resources = [InstanceId, volumeId, interfaceId, subnetId, templateIdOf(bench, "pay-core-01")];
    await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: "wave", Value: "1" }] }));
    for (const id of Resources) expect((await tagsOf(id)).join()).toContain("wave=1");
    expect(await tagsOf(interfaceId)).toEqual(["network-interface wave=1"]);
    const Tags = [{ Key: "wave", Value: "2" }, { Key: "Name" }];
    await ec2.send(new DeleteTagsCommand({ Resources: [InstanceId], Tags }));
    const keys = (await describeInstance(ec2, InstanceId)).Tags?.map((each) => each.Key);
    expect(keys).toContain("wave");
    expect(keys).not.toContain("Name");
  });

  test("are matched by key, and by value with wildcards that a backslash switches off", async () => {
    await ec2.send(new CreateTagsCommand({ Resources: [subnetId], Tags: [{ Key: "path", Value: "a*c (1)" }] }));
    const matches = async (Name: string, ...Values: string[]) =>
      (await ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name, Values }] }))).Subnets?.length;
    expect(await matches("tag:path", "a?c*")).toBe(1);
    expect(await matches("tag:path", String.raw`a\*c (1)`)).toBe(1);
    expect(await matches("tag:path", String.raw`a\?c*`)).toBe(0);
    expect(await matches("tag:path", "A*", "none")).toBe(0);
    expect(await matches("tag-key", "pa*")).toBe(1);
    const many = await refusal(matches("tag-key", ...Array.from({ length: 201 }, String)));
    expect(many.name).toBe("FilterLimitExceeded");
  });

  test.each([
    ["InvalidParameterValue", [{ Key: "aws:reserved", Value: "" }]],
    ["TagLimitExceeded", Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: "" }))],
  ])("are refused with %s, and none is kept", async (name, Tags) => {
    const before = await tagsOf(subnetId);
    expect((await refusal(ec2.send(new CreateTagsCommand({ Resources: [subnetId], Tags })))).name).toBe(name);
    expect(await tagsOf(subnetId)).toEqual(before);
  });

  test("change nothing in a dry run or when one resource is not there", async () => {
    const before = await tagsOf(subnetId);
    const Tags = [{ Key: "dry", Value: "run" }];
    const dry = await refusal(ec2.send(new CreateTagsCommand({ Resources: [subnetId], Tags, DryRun: true })));
    expect(dry).toMatchObject({ name: "DryRunOperation", status: 412 });
    const Resources = [subnetId, "vol-0123456789abcdef0"];
    expect((await refusal(ec2.send(new CreateTagsCommand({ Resources, Tags })))).name).toBe("InvalidVolume.NotFound");
    expect(await tagsOf(subnetId)).toEqual(before);
  });

  test("cannot be asked for by id and page at once", async () => {
    const both = ec2.send(new DescribeInstancesCommand({ InstanceIds: ["i-0123456789abcdef0"], MaxResults: 5 }));
    expect((await refusal(both)).name).toBe("InvalidParameterCombination");
  });
});
