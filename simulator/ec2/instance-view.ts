import type { GroupIdentifier, Instance, InstanceNetworkInterface, StateReason } from "@aws-sdk/client-ec2";
import type { Call } from "../operation.ts";
import { hexDigits } from "../random.ts";
import { findInstanceType } from "./instance-types.ts";
import type { LivingInstance } from "./instance-query.ts";
import { STATE_CODES, STOPPING_MS } from "./instance-state.ts";
import { networkOf } from "./network.ts";
import type { Ec2Instance } from "./records.ts";
import { toTagList } from "./tags.ts";
import { ROOT_DEVICE } from "./volumes.ts";

/** The reservation of an instance; each has its own. */
export function reservationIdOf({ instanceId }: Ec2Instance): string {
  return `r-0${hexDigits(16, instanceId)}`;
}

export function imageIdOf({ instanceId }: Ec2Instance): string {
  return `ami-0${hexDigits(16, "image", instanceId)}`;
}

export function architectureOf(instance: Ec2Instance): "x86_64" | "arm64" {
  return findInstanceType(instance.instanceType)?.architecture ?? "x86_64";
}

/** The name under which the address is known inside its VPC. */
export function privateDnsName(region: string, address: string): string {
  const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  return `ip-${address.replaceAll(".", "-")}.${domain}`;
}

/** The groups of an instance by id and name. */
export function groupsOf({ here }: Call, { groupIds }: Ec2Instance): GroupIdentifier[] {
  const { securityGroups } = networkOf(here);
  return groupIds.map((GroupId) => ({ GroupId, GroupName: securityGroups.get(GroupId)?.name ?? GroupId }));
}

/** An instance as DescribeInstances shows it. */
export function toInstance(call: Call, { instance, state }: LivingInstance): Instance {
  const isGone = state === "terminated";
  const profile = instance.instanceProfileArn;
  return {
    InstanceId: instance.instanceId,
    ImageId: imageIdOf(instance),
    State: { Code: STATE_CODES[state], Name: state },
    PrivateDnsName: isGone ? "" : privateDnsName(call.region, instance.privateIp),
    PublicDnsName: "",
    ...stateReason(call, { instance, state }),
    ...(instance.keyName !== null && { KeyName: instance.keyName }),
    AmiLaunchIndex: 0,
    ProductCodes: [],
    InstanceType: instance.instanceType as NonNullable<Instance["InstanceType"]>,
    LaunchTime: wall(call, instance.launchedAt),
    Placement: { AvailabilityZone: instance.availabilityZone, GroupName: "", Tenancy: instance.tenancy },
    ...(instance.isWindows && { Platform: "Windows" }),
    PlatformDetails: instance.isWindows ? "Windows" : "Linux/UNIX",
    UsageOperation: instance.isWindows ? "RunInstances:0002" : "RunInstances",
    Monitoring: { State: "disabled" },
    ...(!isGone && networkMembers(instance)),
    ...(profile !== null && {
      IamInstanceProfile: { Arn: profile, Id: `AIPA${hexDigits(16, profile).toUpperCase()}` },
    }),
    BlockDeviceMappings: isGone ? [] : blockDevices(call, instance),
    SecurityGroups: isGone ? [] : groupsOf(call, instance),
    NetworkInterfaces: isGone ? [] : [toInterface(call, instance)],
    Architecture: architectureOf(instance),
    RootDeviceType: "ebs",
    RootDeviceName: ROOT_DEVICE,
    VirtualizationType: "hvm",
    Hypervisor: "xen",
    EbsOptimized: true,
    EnaSupport: true,
    MetadataOptions: {
      ...{ State: "applied", HttpTokens: instance.httpTokens, HttpPutResponseHopLimit: 1, HttpEndpoint: "enabled" },
      ...{ HttpProtocolIpv6: "disabled", InstanceMetadataTags: "disabled" },
    },
    Tags: toTagList(instance.tags),
  };
}

function networkMembers(instance: Ec2Instance) {
  return {
    PrivateIpAddress: instance.privateIp,
    SubnetId: instance.subnetId,
    VpcId: instance.vpcId,
    SourceDestCheck: true,
  };
}

/** Why an instance is not running, in the two ways in which EC2 says it. */
function stateReason(
  call: Call,
  { instance, state }: LivingInstance,
): { StateTransitionReason: string; StateReason?: StateReason } {
  if (state === "pending" || state === "running") return { StateTransitionReason: "" };
  const isEnding = state === "shutting-down" || state === "terminated";
  const since = isEnding ? instance.terminateRequestedAt : instance.stopRequestedAt;
  const stamp = wall(call, since ?? instance.launchedAt).toISOString();
  return {
    StateTransitionReason: `User initiated (${stamp.slice(0, 10)} ${stamp.slice(11, 19)} GMT)`,
    StateReason: {
      Code: "Client.UserInitiatedShutdown",
      Message: "Client.UserInitiatedShutdown: User initiated shutdown",
    },
  };
}

function blockDevices(call: Call, { volumes, leavesVolume, launchedAt }: Ec2Instance): Instance["BlockDeviceMappings"] {
  return volumes.map(({ deviceName, volumeId }, index) => ({
    DeviceName: deviceName,
    Ebs: {
      AttachTime: wall(call, launchedAt - STOPPING_MS),
      DeleteOnTermination: !(leavesVolume && index === volumes.length - 1),
      Status: "attached" as const,
      VolumeId: volumeId,
    },
  }));
}

function toInterface(call: Call, instance: Ec2Instance): InstanceNetworkInterface {
  const name = privateDnsName(call.region, instance.privateIp);
  return {
    NetworkInterfaceId: instance.networkInterface.networkInterfaceId,
    ...{ OwnerId: call.accountId, SubnetId: instance.subnetId, VpcId: instance.vpcId, Status: "in-use" },
    ...{ Description: "", InterfaceType: "interface", MacAddress: macAddressOf(instance), SourceDestCheck: true },
    ...{ PrivateIpAddress: instance.privateIp, PrivateDnsName: name, Ipv6Addresses: [] },
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: instance.privateIp, PrivateDnsName: name }],
    Groups: groupsOf(call, instance),
    Attachment: {
      AttachmentId: attachmentIdOf(instance),
      ...{
        AttachTime: wall(call, instance.launchedAt),
        DeleteOnTermination: true,
        DeviceIndex: 0,
        NetworkCardIndex: 0,
      },
      Status: "attached",
    },
  };
}

export function macAddressOf({ networkInterface }: Ec2Instance): string {
  const digits = hexDigits(10, "mac", networkInterface.networkInterfaceId);
  return ["0a", ...(digits.match(/../g) ?? [])].join(":");
}

export function attachmentIdOf({ networkInterface }: Ec2Instance): string {
  return `eni-attach-0${hexDigits(16, "attachment", networkInterface.networkInterfaceId)}`;
}

function wall({ sim }: Call, at: number): Date {
  return new Date(sim.clock.wallOf(at));
}
