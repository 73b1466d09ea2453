import {
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  StartInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import {
  changeSettings,
  changeTemplate,
  describeInstance,
  launchedNamed,
  launchNamed,
  paymentsRegion,
  serverNamed,
  subnetsFor,
  templateIdOf,
} from "./test-launches.ts";

const RUN = (code: string) => `An error occurred (${code}) when calling the RunInstances operation: `;

describe("launching by DRS", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  /** Puts the server's primary interface somewhere else. */
  async function moveTo(hostname: string, where: { SubnetId: string; Groups?: string[]; PrivateIpAddress?: string }) {
    const NetworkInterfaces = [{ DeviceIndex: 0, ...where }];
    await changeTemplate(bench.ec2(), templateIdOf(bench, hostname), { NetworkInterfaces });
  }

  async function recoverySubnet(): Promise<string> {
    return (await subnetsFor(bench.ec2(), "recovery"))[0]?.SubnetId ?? "";
  }

  test("follows the default version of the server's template, and not its latest", async () => {
    const [drill] = await subnetsFor(bench.ec2(), "drill");
    const SubnetId = drill?.SubnetId ?? "";
    const KeyName = "dr-recovery";
    const IamInstanceProfile = { Name: "recovered-server" };
    const template = templateIdOf(bench, "pay-app-01");
    await changeTemplate(bench.ec2(), template, {
      ...{ InstanceType: "r6i.large", KeyName, IamInstanceProfile, NetworkInterfaces: [{ DeviceIndex: 0, SubnetId }] },
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "cost-center", Value: "42" }] }],
    });
    const instance = await launchedNamed(bench, "pay-app-01");
    expect(instance).toMatchObject({ InstanceType: "r6i.large", KeyName, SubnetId, VpcId: drill?.VpcId });
    expect(instance.Placement?.AvailabilityZone).toBe(drill?.AvailabilityZone);
    expect(instance.IamInstanceProfile?.Arn).toBe("arn:aws:iam::222233334444:instance-profile/recovered-server");
    expect(instance.SecurityGroups?.map((each) => each.GroupName)).toEqual(["default"]);
    expect(instance.Tags).toContainEqual({ Key: "cost-center", Value: "42" });
    expect(instance.Tags?.map((each) => each.Key)).not.toContain("app");
  });

  test("makes a volume of every disk and one interface", async () => {
    const instance = await launchedNamed(bench, "pay-ora-01");
    const VolumeIds = instance.BlockDeviceMappings?.map((each) => each.Ebs?.VolumeId ?? "") ?? [];
    const { Volumes } = await bench.ec2().send(new DescribeVolumesCommand({ VolumeIds }));
    expect(Volumes?.map((each) => [each.Size, each.VolumeType, each.State])).toEqual(
      [100, 1000, 2000].map((size) => [size, "gp3", "in-use"]),
    );
    expect(instance.NetworkInterfaces?.map((each) => each.PrivateIpAddress)).toEqual([instance.PrivateIpAddress]);
  });

  test("takes the launch settings over the template", async () => {
    await changeTemplate(bench.ec2(), templateIdOf(bench, "pay-ora-02"), { InstanceType: "m5.large" });
    await moveTo("pay-ora-02", { SubnetId: await recoverySubnet() });
    changeSettings(bench, "pay-ora-02", {
      ...{ launchDisposition: "STOPPED", copyPrivateIp: true, copyTags: true },
      targetInstanceTypeRightSizingMethod: "BASIC",
    });
    const instance = await launchedNamed(bench, "pay-ora-02");
    expect(instance.State?.Name).toBe("stopped");
    expect(instance.PrivateIpAddress).toBe(serverNamed(bench, "pay-ora-02").privateIp);
    expect(instance.InstanceType).toBe("r6i.4xlarge");
    expect(instance.Tags).toContainEqual({ Key: "app", Value: "payments" });
    await bench.ec2().send(new StartInstancesCommand({ InstanceIds: [instance.InstanceId] }));
    await until(async () => (await describeInstance(bench.ec2(), instance.InstanceId)).State?.Name === "running");
  });

  test.each([
    ["10.20.40.7", "InvalidParameterValue", "Address 10.20.40.7 does not fall within the subnet's address range"],
    ["10.20.0.3", "InvalidParameterValue", "Address 10.20.0.3 is in subnet's reserved address range"],
    ["10.20.15.255", "InvalidParameterValue", "Address 10.20.15.255 is in subnet's reserved address range"],
  ])("refuses the static address %s", async (PrivateIpAddress, code, message) => {
    await moveTo("pay-app-02", { SubnetId: await recoverySubnet(), PrivateIpAddress });
    expect(await launchNamed(bench, "pay-app-02")).toEqual({ rawError: RUN(code) + message });
  });

  test("gives a static address to one instance at a time", async () => {
    const where = { SubnetId: await recoverySubnet(), PrivateIpAddress: "10.20.7.7" };
    await moveTo("pay-edge-01", where);
    await moveTo("pay-edge-02", where);
    const first = await launchedNamed(bench, "pay-edge-01");
    expect(first.PrivateIpAddress).toBe("10.20.7.7");
    const rawError = `${RUN("InvalidIPAddress.InUse")}Address 10.20.7.7 is in use.`;
    expect(await launchNamed(bench, "pay-edge-02")).toEqual({ rawError });
    await bench.ec2().send(new TerminateInstancesCommand({ InstanceIds: [first.InstanceId] }));
    await until(async () => {
      const { Reservations } = await bench
        .ec2()
        .send(new DescribeInstancesCommand({ Filters: [{ Name: "private-ip-address", Values: ["10.20.7.7"] }] }));
      return Reservations?.length === 0;
    });
    expect((await launchedNamed(bench, "pay-edge-02")).PrivateIpAddress).toBe("10.20.7.7");
  });

  test("hands out every free address of a subnet once, and then none", async () => {
    const { ec2 } = paymentsRegion(bench);
    const SubnetId = "subnet-0000000000000abcd";
    const [near] = await subnetsFor(bench.ec2(), "recovery");
    const place = { vpcId: near?.VpcId ?? "", availabilityZone: near?.AvailabilityZone ?? "" };
    ec2.network?.subnets.set(SubnetId, {
      ...{ subnetId: SubnetId, ...place, cidr: "10.20.200.0/29", tags: { Purpose: "tiny" } },
    });
    const outcomes = [];
    for (const hostname of ["pay-mq-01", "pay-mq-02", "pay-mq-03", "pay-core-01"]) {
      await moveTo(hostname, { SubnetId });
      outcomes.push(await launchNamed(bench, hostname));
    }
    const addresses = outcomes.flatMap(({ instanceId = "" }) => ec2.instances.get(instanceId)?.privateIp ?? []);
    expect(addresses.sort()).toEqual(["10.20.200.4", "10.20.200.5", "10.20.200.6"]);
    expect(outcomes[3]?.rawError).toContain("InsufficientFreeAddressesInSubnet");
    expect((await subnetsFor(bench.ec2(), "tiny"))[0]?.AvailableIpAddressCount).toBe(0);
  });

  const interfaceIn = (SubnetId?: string) => [{ DeviceIndex: 0, ...(SubnetId !== undefined && { SubnetId }) }];
  test.each([
    [
      { NetworkInterfaces: interfaceIn("subnet-0123456789abcdef0") },
      `${RUN("InvalidSubnetID.NotFound")}The subnet ID 'subnet-0123456789abcdef0' does not exist`,
    ],
    [{ NetworkInterfaces: interfaceIn() }, `${RUN("VPCIdNotSpecified")}No default VPC for this user`],
    [{ KeyName: "lost" }, `${RUN("InvalidKeyPair.NotFound")}The key pair 'lost' does not exist`],
    [
      { InstanceType: "x1.16xlarge" as const },
      `${RUN("InvalidParameterValue")}Invalid value 'x1.16xlarge' for InstanceType.`,
    ],
  ])("fails the server for %j in EC2's words", async (data, rawError) => {
    await changeTemplate(bench.ec2(), templateIdOf(bench, "pay-core-02"), data);
    expect(await launchNamed(bench, "pay-core-02")).toEqual({ rawError });
    paymentsRegion(bench).ec2.launchTemplates.delete(templateIdOf(bench, "pay-core-02"));
  });

  test("fails the server for a security group that is gone or belongs to another network", async () => {
    const SubnetId = await recoverySubnet();
    await moveTo("pay-core-03", { SubnetId, Groups: ["sg-0123456789abcdef0"] });
    expect((await launchNamed(bench, "pay-core-03")).rawError).toContain("(InvalidGroup.NotFound)");
    const groups = [...(paymentsRegion(bench).ec2.network?.securityGroups.values() ?? [])];
    const drill = groups.find((each) => each.name === "dr-drill")?.groupId ?? "";
    await moveTo("pay-core-03", { SubnetId, Groups: [drill] });
    expect((await launchNamed(bench, "pay-core-03")).rawError).toContain("belong to different networks");
  });

  test("fails the server where its zone does not have the instance type", async () => {
    const outcomes = [];
    for (const { SubnetId } of await subnetsFor(bench.ec2(), "recovery")) {
      const NetworkInterfaces = [{ DeviceIndex: 0, SubnetId }];
      await changeTemplate(bench.ec2(), templateIdOf(bench, "pay-core-04"), {
        InstanceType: "m7i.large",
        NetworkInterfaces,
      });
      outcomes.push(await launchNamed(bench, "pay-core-04"));
    }
    const refused = outcomes.flatMap(({ rawError }) => rawError ?? []);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain(
      "Your requested instance type (m7i.large) is not supported in your requested Availability Zone",
    );
  });

  test("fails the server, and later the start of an instance, for want of vCPUs", async () => {
    const { ec2 } = paymentsRegion(bench);
    ec2.vcpuLimit = 1;
    expect((await launchNamed(bench, "pay-core-05")).rawError).toContain("(VcpuLimitExceeded)");
    changeSettings(bench, "pay-core-05", { launchDisposition: "STOPPED" });
    const { InstanceId } = await launchedNamed(bench, "pay-core-05");
    const start = () => bench.ec2().send(new StartInstancesCommand({ InstanceIds: [InstanceId] }));
    expect((await refusal(start())).name).toBe("VcpuLimitExceeded");
    ec2.vcpuLimit = null;
    await start();
  });

  test("leaves a volume behind where an instance is told to", async () => {
    const instance = await launchedNamed(bench, "pay-ora-03");
    const record = paymentsRegion(bench).ec2.instances.get(instance.InstanceId);
    if (!record) throw new Error("No record");
    record.leavesVolume = true;
    await bench.ec2().send(new TerminateInstancesCommand({ InstanceIds: [instance.InstanceId] }));
    const VolumeIds = record.volumes.map((each) => each.volumeId);
    const left = await until(async () => {
      const Filters = [{ Name: "volume-id", Values: VolumeIds }];
      const { Volumes = [] } = await bench.ec2().send(new DescribeVolumesCommand({ Filters }));
      return Volumes.length === 1 && Volumes;
    });
    expect(left).toMatchObject([{ VolumeId: VolumeIds.at(-1), State: "available", Attachments: [] }]);
    expect(left[0]?.Tags).toContainEqual({ Key: "AWSElasticDisasterRecoveryManaged", Value: "drs.amazonaws.com" });
  });
});
