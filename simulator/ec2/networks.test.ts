import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeAccountAttributesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeKeyPairsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type RouteTable,
  type Subnet,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERP, refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { changeTemplate, launchedNamed, subnetsFor, templateData, templateIdOf } from "./test-launches.ts";

test("a restart keeps networks, instances and changed launch templates", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "simulator-")), "state.json");
  const read = async (bench: Bench) => [
    (await bench.ec2().send(new DescribeSubnetsCommand({}))).Subnets,
    (await bench.ec2().send(new DescribeSecurityGroupsCommand({}))).SecurityGroups,
    (await bench.ec2().send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces,
    await templateData(bench.ec2(), templateIdOf(bench, "pay-core-01"), "2"),
  ];
  const first = await startBench({ stateFile });
  await launchedNamed(first, "pay-core-01");
  await changeTemplate(first.ec2(), templateIdOf(first, "pay-core-01"), { KeyName: "dr-recovery" });
  const before = await read(first);
  await first.close();
  const second = await startBench({ stateFile });
  expect(await read(second)).toEqual(before);
  await second.close();
});

describe("networks and catalogues", () => {
  let bench: Bench;
  let ec2: EC2Client;

  beforeAll(async () => {
    bench = await startBench();
    ec2 = bench.ec2();
  });
  afterAll(() => bench.close());

  /** The table that serves a subnet: one that names it, else its VPC's main one. */
  async function tableOf({ SubnetId = "", VpcId = "" }: Subnet): Promise<RouteTable> {
    const own = [{ Name: "association.subnet-id", Values: [SubnetId] }];
    const main = [
      { Name: "vpc-id", Values: [VpcId] },
      { Name: "association.main", Values: ["true"] },
    ];
    for (const Filters of [own, main]) {
      const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
      if (RouteTables[0]) return RouteTables[0];
    }
    throw new Error(`No route table of ${SubnetId}`);
  }

  test("a recovery network reaches production, and a drill network nothing", async () => {
    const [recovery] = await subnetsFor(ec2, "recovery");
    const [drill] = await subnetsFor(ec2, "drill");
    const [staging] = await subnetsFor(ec2, "staging");
    const targets = async (subnet: typeof drill) =>
      (await tableOf(subnet ?? {})).Routes?.map(
        (each) => each.TransitGatewayId ?? each.NatGatewayId ?? each.GatewayId ?? "",
      ).map((target) => target.replace(/-.*/, ""));
    expect(await targets(recovery)).toEqual(["local", "tgw", "nat"]);
    expect(await targets(drill)).toEqual(["local"]);
    expect(await targets(staging)).toEqual(["local", "igw"]);
  });

  test("there is a recovery and a drill subnet in each zone, with the addresses of the source servers", async () => {
    for (const purpose of ["recovery", "drill"]) {
      const subnets = await subnetsFor(ec2, purpose);
      expect(subnets.map((each) => each.AvailabilityZoneId)).toEqual(["usw2-az1", "usw2-az2", "usw2-az3"]);
      expect(subnets[0]?.CidrBlock).toBe("10.20.0.0/20");
    }
    const elsewhere = await subnetsFor(bench.ec2(ERP), "recovery");
    expect(elsewhere[0]?.CidrBlock).toBe("10.40.0.0/20");
  });

  test("a subnet has five addresses less than its size, and one less for every instance", async () => {
    const instance = await launchedNamed(bench, "pay-core-01");
    const subnets = await subnetsFor(ec2, "recovery");
    const free = subnets.map((each) => [each.SubnetId === instance.SubnetId, each.AvailableIpAddressCount]);
    expect(free.toSorted()).toEqual([
      [false, 4091],
      [false, 4091],
      [true, 4090],
    ]);
    const Filters = [{ Name: "attachment.instance-id", Values: [instance.InstanceId] }];
    const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
    expect(NetworkInterfaces).toMatchObject([{ PrivateIpAddress: instance.PrivateIpAddress, Status: "in-use" }]);
  });

  test("security groups and VPCs belong together", async () => {
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    expect(new Set(SecurityGroups.map((each) => each.VpcId))).toEqual(new Set(Vpcs.map((each) => each.VpcId)));
    const drill = SecurityGroups.find((each) => each.GroupName === "dr-drill");
    expect(drill?.IpPermissionsEgress?.map((each) => each.IpRanges?.[0]?.CidrIp)).toEqual(["10.20.0.0/16"]);
    const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({ KeyNames: ["dr-recovery"] }));
    expect(KeyPairs).toHaveLength(1);
  });

  test("instance types have their vCPUs and memory", async () => {
    const InstanceTypes = ["r6i.4xlarge", "m6i.large", "t3.micro", "m7g.medium"] as const;
    const found = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: [...InstanceTypes] }));
    expect(
      found.InstanceTypes?.map((each) => [
        each.VCpuInfo?.DefaultVCpus,
        each.MemoryInfo?.SizeInMiB,
        each.ProcessorInfo?.SupportedArchitectures?.[0],
      ]),
    ).toEqual([
      [16, 131_072, "x86_64"],
      [2, 8192, "x86_64"],
      [2, 1024, "x86_64"],
      [1, 4096, "arm64"],
    ]);
  });

  test("new instance types are not offered in one zone of a Region, and others everywhere", async () => {
    const offered = async (InstanceType: string) => {
      const Filters = [{ Name: "instance-type", Values: [InstanceType] }];
      const command = new DescribeInstanceTypeOfferingsCommand({ LocationType: "availability-zone", Filters });
      return (await ec2.send(command)).InstanceTypeOfferings?.map((each) => each.Location);
    };
    expect(await offered("m6i.large")).toEqual(["us-west-2a", "us-west-2b", "us-west-2c"]);
    expect(await offered("r7i.large")).toHaveLength(2);
  });

  test("Regions say whether the account has opted in", async () => {
    const statuses = async (input: { AllRegions?: boolean; RegionNames?: string[] }) =>
      (await ec2.send(new DescribeRegionsCommand(input))).Regions?.map((each) => each.OptInStatus) ?? [];
    expect(await statuses({})).not.toContain("not-opted-in");
    expect(await statuses({ AllRegions: true })).toContain("not-opted-in");
    expect(await statuses({ RegionNames: ["us-east-1", "af-south-1"] })).toEqual([
      "opt-in-not-required",
      "not-opted-in",
    ]);
    const { AvailabilityZones } = await ec2.send(new DescribeAvailabilityZonesCommand({ ZoneNames: ["us-west-2b"] }));
    expect(AvailabilityZones).toMatchObject([{ ZoneId: "usw2-az2", State: "available" }]);
    const { AccountAttributes } = await ec2.send(
      new DescribeAccountAttributesCommand({ AttributeNames: ["default-vpc"] }),
    );
    expect(AccountAttributes?.[0]?.AttributeValues).toEqual([{ AttributeValue: "none" }]);
  });

  const unknown = "0123456789abcdef0";
  test.each([
    ["InvalidSubnetID.NotFound", () => ec2.send(new DescribeSubnetsCommand({ SubnetIds: [`subnet-${unknown}`] }))],
    ["InvalidSubnetID.Malformed", () => ec2.send(new DescribeSubnetsCommand({ SubnetIds: [`vpc-${unknown}`] }))],
    ["InvalidVpcID.NotFound", () => ec2.send(new DescribeVpcsCommand({ VpcIds: [`vpc-${unknown}`] }))],
    ["InvalidGroup.NotFound", () => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [`sg-${unknown}`] }))],
    ["InvalidGroupId.Malformed", () => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ["sg-x"] }))],
    [
      "InvalidRouteTableID.NotFound",
      () => ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [`rtb-${unknown}`] })),
    ],
    ["InvalidVolume.NotFound", () => ec2.send(new DescribeVolumesCommand({ VolumeIds: [`vol-${unknown}`] }))],
    [
      "InvalidNetworkInterfaceID.NotFound",
      () => ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [`eni-${unknown}`] })),
    ],
    ["InvalidKeyPair.NotFound", () => ec2.send(new DescribeKeyPairsCommand({ KeyNames: ["lost"] }))],
    ["InvalidInstanceType", () => ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ["x1.16xlarge"] }))],
    [
      "InvalidParameterValue",
      () => ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: "colour", Values: ["red"] }] })),
    ],
    [
      "InvalidParameterCombination",
      () => ec2.send(new DescribeVolumesCommand({ VolumeIds: [`vol-${unknown}`], MaxResults: 5 })),
    ],
    ["DryRunOperation", () => ec2.send(new DescribeSubnetsCommand({ DryRun: true }))],
  ])("%s is EC2's word", async (name, send: () => Promise<unknown>) => {
    expect((await refusal(send())).name).toBe(name);
  });
});
