import type { LaunchTemplateTagSpecificationRequest, RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import { wallNow } from "../clock.ts";
import { addVersion, isPrimary, primaryInterfaceOf, requireVersion } from "../ec2/launch-templates.ts";
import { recoveryGroupId, recoverySubnets } from "../ec2/network.ts";
import type { LaunchTemplate, LaunchTemplateVersion } from "../ec2/records.ts";
import { toTagList } from "../ec2/tags.ts";
import { hash } from "../random.ts";
import type { RegionState } from "../world.ts";
import { launchTemplateIdOf } from "./ids.ts";
import type { SourceServer } from "./records.ts";
import type { LaunchSettings } from "./settings-records.ts";

const GIB = 1024 ** 3;

/**
 * The EC2 launch template of a source server. DRS makes it when it first needs it, and makes it anew with its defaults where somebody
 * deleted it. Its default version is what DRS launches from.
 */
export function launchTemplateOf(here: RegionState, server: SourceServer): LaunchTemplate {
  const known = here.ec2.launchTemplates.get(idOf(server));
  if (known && known.versions.length > 0) return known;
  return makeTemplate(here, server, known ? wallNow() : server.addedAt);
}

/** The data of the default version of a source server's template. */
export function launchTemplateDataOf(here: RegionState, server: SourceServer): RequestLaunchTemplateData {
  return requireVersion(launchTemplateOf(here, server), "$Default").data;
}

/** Makes the templates of all source servers that never had one. */
export function makeLaunchTemplates(here: RegionState): void {
  for (const server of here.drs.sourceServers.values()) {
    if (!here.ec2.launchTemplates.has(idOf(server))) makeTemplate(here, server, server.addedAt);
  }
}

/** Ids are hashes, and thousands of them for every listing would be felt. */
const knownIds = new WeakMap<SourceServer, string>();

function idOf(server: SourceServer): string {
  const id = knownIds.get(server) ?? launchTemplateIdOf(server.sourceServerId);
  knownIds.set(server, id);
  return id;
}

/** Deletes the template together with its source server. */
export function removeLaunchTemplate(here: RegionState, sourceServerId: string): void {
  here.ec2.launchTemplates.delete(launchTemplateIdOf(sourceServerId));
}

/**
 * What UpdateLaunchConfiguration does to the template: writes a new version and makes it the default. The new version is the default
 * one with the fields that DRS manages written over: the instance type where right-sizing is on, the primary interface's private
 * address (the source's with `copyPrivateIp`, none without it, so an address that a user wrote is lost), and dedicated hosts for own
 * licences. Everything else is kept. Newer versions that are not the default are passed by.
 */
export function writeLaunchTemplate(
  here: RegionState,
  server: SourceServer,
  settings: LaunchSettings,
): LaunchTemplateVersion {
  const template = launchTemplateOf(here, server);
  const data = withSettings(launchTemplateDataOf(here, server), server, settings);
  const version = addVersion(template, { ...byDrs(here, wallNow()), data });
  template.defaultVersion = version.number;
  return version;
}

function withSettings(
  data: RequestLaunchTemplateData,
  server: SourceServer,
  settings: LaunchSettings,
): RequestLaunchTemplateData {
  const isSized = settings.targetInstanceTypeRightSizingMethod !== "NONE";
  const { PrivateIpAddress: _, PrivateIpAddresses: __, ...primary } = primaryInterfaceOf(data) ?? { DeviceIndex: 0 };
  const others = (data.NetworkInterfaces ?? []).filter((each) => !isPrimary(each));
  return {
    ...data,
    ...(isSized && { InstanceType: asInstanceType(server.instanceType) }),
    NetworkInterfaces: [
      { ...primary, ...(settings.copyPrivateIp && { PrivateIpAddress: server.privateIp }) },
      ...others,
    ],
    ...(settings.osByol && { Placement: { ...data.Placement, Tenancy: "host" } }),
  };
}

function makeTemplate(here: RegionState, server: SourceServer, createdAt: number): LaunchTemplate {
  const template: LaunchTemplate = {
    launchTemplateId: idOf(server),
    name: `created-and-used-by-elastic-disaster-recovery-service-${server.sourceServerId}`,
    ...{ defaultVersion: 1, lastNumber: 0, versions: [] },
    tags: { ...managedTags(server.sourceServerId), Name: server.hostname },
  };
  addVersion(template, { ...byDrs(here, createdAt), data: defaultData(here, server) });
  here.ec2.launchTemplates.set(template.launchTemplateId, template);
  return template;
}

function byDrs(here: RegionState, createdAt: number): Omit<LaunchTemplateVersion, "number" | "data"> {
  const createdBy = `arn:aws:sts::${here.accountId}:assumed-role/AWSServiceRoleForElasticDisasterRecovery/drs.amazonaws.com`;
  return { createdAt, createdBy, description: null, clientToken: null };
}

function managedTags(sourceServerId: string): Record<string, string> {
  return {
    AWSElasticDisasterRecoveryManaged: "drs.amazonaws.com",
    AWSElasticDisasterRecoverySourceServerID: sourceServerId,
  };
}

function defaultData(here: RegionState, server: SourceServer): RequestLaunchTemplateData {
  const subnets = recoverySubnets(here);
  const subnet = subnets[hash("template", server.sourceServerId) % Math.max(1, subnets.length)];
  return {
    InstanceType: asInstanceType(server.instanceType),
    EbsOptimized: true,
    NetworkInterfaces: [
      {
        ...{ DeviceIndex: 0, DeleteOnTermination: true, AssociatePublicIpAddress: false },
        ...(subnet && { SubnetId: subnet.subnetId, Groups: [recoveryGroupId(here)] }),
      },
    ],
    BlockDeviceMappings: server.disks.map(({ deviceName, bytes }) => ({
      DeviceName: deviceName,
      Ebs: {
        ...{ DeleteOnTermination: true, Encrypted: true, VolumeSize: Math.ceil(bytes / GIB) },
        ...{ VolumeType: "gp3" as const, Iops: 3000, Throughput: 125 },
      },
    })),
    TagSpecifications: (["instance", "volume"] as const).map((ResourceType) => tagged(ResourceType, server)),
  };
}

function tagged(ResourceType: "instance" | "volume", server: SourceServer): LaunchTemplateTagSpecificationRequest {
  return { ResourceType, Tags: toTagList({ ...managedTags(server.sourceServerId), Name: server.hostname }) };
}

function asInstanceType(name: string): NonNullable<RequestLaunchTemplateData["InstanceType"]> {
  return name as NonNullable<RequestLaunchTemplateData["InstanceType"]>;
}
