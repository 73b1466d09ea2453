import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import { AwsError } from "../aws-error.ts";
import { launchSettingsOf } from "../drs/launch-settings.ts";
import { launchTemplateDataOf } from "../drs/launch-template.ts";
import type { SourceServer } from "../drs/records.ts";
import type { LaunchSettings } from "../drs/settings-records.ts";
import type { RegionState } from "../world.ts";
import { hexDigits } from "../random.ts";
import { handOutAddress, requireFreeAddress, usedAddresses } from "./addresses.ts";
import { refused } from "./errors.ts";
import { STOPPING_MS } from "./instance-state.ts";
import { requireInstanceType, requireOffered } from "./instance-types.ts";
import { primaryInterfaceOf } from "./launch-templates.ts";
import { networkOf } from "./network.ts";
import type { Subnet } from "./network-records.ts";
import type { Ec2Instance } from "./records.ts";
import { missing } from "./resource-ids.ts";
import { fromTagList, type Tags } from "./tags.ts";
import { requireVcpus } from "./vcpus.ts";
import { volumesOf } from "./volumes.ts";

/** What DRS asks EC2 to launch. Moments are simulated milliseconds. */
export type Launch = {
  instanceId: string;
  server: SourceServer;
  launchedAt: number;
  runningAt: number;
  checksPassedAt: number;
  isUnhealthy: boolean;
  /** See `Ec2Instance`. */
  isAgentSilent?: boolean;
  /** An address outside of its subnet, which nothing else uses. */
  privateIp?: string | undefined;
  /** When the instance terminates by itself; null for one that lives. */
  terminateRequestedAt: number | null;
  jobId: string;
  /** See `Ec2Instance`. */
  leavesVolume?: boolean;
};

/** The instance that was launched, or EC2's refusal as DRS passes it on in `rawError`. */
export type LaunchOutcome = { instance: Ec2Instance } | { rawError: string };

/** Launches a recovery instance as the server's launch template and launch settings say, tagged as DRS tags it. */
export function createInstance(here: RegionState, launch: Launch): LaunchOutcome {
  try {
    const instance = runInstance(here, launch);
    here.ec2.instances.set(instance.instanceId, instance);
    return { instance };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { rawError: `An error occurred (${error.code}) when calling the RunInstances operation: ${error.message}` };
  }
}

function runInstance(here: RegionState, { server, jobId, ...launch }: Launch): Ec2Instance {
  const data = launchTemplateDataOf(here, server);
  const settings = launchSettingsOf(here, server);
  const place = placeOf(here, data);
  const type = requireInstanceType(typeOf(server, data, settings));
  requireOffered(type, place.availabilityZone);
  requireVcpus(here, launch.launchedAt, settings.launchDisposition === "STOPPED" ? 0 : type.vcpus);
  const wanted = settings.copyPrivateIp ? server.privateIp : staticAddress(data);
  return {
    ...launch,
    ...place,
    instanceType: type.name,
    privateIp: launch.privateIp ?? addressIn(here, place.subnet, { wanted, launch }),
    isAgentSilent: launch.isAgentSilent ?? false,
    keyName: keyOf(here, data),
    instanceProfileArn: profileOf(here, data),
    networkInterface: { networkInterfaceId: `eni-0${hexDigits(16, "eni", launch.instanceId)}`, tags: {} },
    volumes: volumesOf(launch.instanceId, server, data),
    leavesVolume: launch.leavesVolume ?? false,
    tenancy: data.Placement?.Tenancy ?? "default",
    httpTokens: data.MetadataOptions?.HttpTokens ?? "optional",
    isWindows: server.isWindows,
    tags: tagsOf(server, { jobId, data, settings }),
    // DRS attaches the disks to a machine that is not started; who asks for STOPPED gets it that way.
    stopRequestedAt: settings.launchDisposition === "STOPPED" ? launch.launchedAt - STOPPING_MS : null,
    isProtected: data.DisableApiTermination ?? false,
    isStopProtected: data.DisableApiStop ?? false,
    sourceServerId: server.sourceServerId,
  };
}

type Place = { vpcId: string; subnetId: string; availabilityZone: string; groupIds: string[]; subnet: Subnet };

function placeOf(here: RegionState, data: RequestLaunchTemplateData): Place {
  const { subnets, securityGroups } = networkOf(here);
  const primary = primaryInterfaceOf(data);
  if (primary?.SubnetId === undefined) throw refused("VPCIdNotSpecified", "No default VPC for this user");
  const subnet = subnets.get(primary.SubnetId);
  if (!subnet) throw missing("subnet", [primary.SubnetId]);
  const { subnetId, vpcId, availabilityZone } = subnet;
  const chosen = primary.Groups ?? data.SecurityGroupIds ?? [];
  const preset = [...securityGroups.values()].filter((each) => each.vpcId === vpcId && each.name === "default");
  const groupIds = chosen.length > 0 ? chosen : preset.map((each) => each.groupId);
  for (const groupId of groupIds) {
    const group = securityGroups.get(groupId);
    if (!group) throw missing("security-group", [groupId]);
    if (group.vpcId !== vpcId) {
      throw refused(
        "InvalidParameter",
        `Security group ${groupId} and subnet ${subnetId} belong to different networks.`,
      );
    }
  }
  return { vpcId, subnetId, availabilityZone, groupIds, subnet };
}

function typeOf(server: SourceServer, data: RequestLaunchTemplateData, settings: LaunchSettings): string {
  const isSized = settings.targetInstanceTypeRightSizingMethod !== "NONE";
  return isSized ? server.instanceType : (data.InstanceType ?? server.instanceType);
}

function staticAddress(data: RequestLaunchTemplateData): string | undefined {
  const primary = primaryInterfaceOf(data);
  return primary?.PrivateIpAddress ?? primary?.PrivateIpAddresses?.find((each) => each.Primary)?.PrivateIpAddress;
}

type Wanted = { wanted: string | undefined; launch: { instanceId: string; launchedAt: number } };

function addressIn(here: RegionState, subnet: Subnet, { wanted, launch }: Wanted): string {
  const used = usedAddresses(here, launch.launchedAt);
  if (wanted === undefined) return handOutAddress(subnet, used, launch.instanceId);
  requireFreeAddress(subnet, used, wanted);
  return wanted;
}

function keyOf(here: RegionState, { KeyName }: RequestLaunchTemplateData): string | null {
  if (KeyName !== undefined && !networkOf(here).keyPairs.has(KeyName)) throw missing("key-pair", [KeyName]);
  return KeyName ?? null;
}

function profileOf(here: RegionState, { IamInstanceProfile: profile }: RequestLaunchTemplateData): string | null {
  if (profile?.Name !== undefined) return `arn:aws:iam::${here.accountId}:instance-profile/${profile.Name}`;
  return profile?.Arn ?? null;
}

type Tagging = { jobId: string; data: RequestLaunchTemplateData; settings: LaunchSettings };

function tagsOf(server: SourceServer, { jobId, data, settings }: Tagging): Tags {
  const ofTemplate = (data.TagSpecifications ?? []).find((each) => each.ResourceType === "instance");
  return {
    ...(settings.copyTags && server.tags),
    ...fromTagList(ofTemplate?.Tags),
    AWSElasticDisasterRecoverySourceServerID: server.sourceServerId,
    AWSElasticDisasterRecoveryManaged: "drs.amazonaws.com",
    AWSElasticDisasterRecoveryJobID: jobId,
  };
}

/** The Availability Zone into which a server's instances are launched; undefined when its template names no subnet that exists. */
export function zoneOf(here: RegionState, server: SourceServer): string | undefined {
  const subnetId = primaryInterfaceOf(launchTemplateDataOf(here, server))?.SubnetId;
  return networkOf(here).subnets.get(subnetId ?? "")?.availabilityZone;
}
