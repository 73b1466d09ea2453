import type { RegionState } from "../world.ts";
import { drsArn } from "./ids.ts";
import type { SourceServer } from "./records.ts";
import { replicationSettingsOf } from "./replication-settings.ts";
import type { ReplicatedDisk, ReplicationConfigurationTemplate, ReplicationSettings } from "./settings-records.ts";

const LARGE_DISK_BYTES = 500 * 1024 ** 3;

/** A server's replication configuration as DRS returns it. */
export function toReplicationConfiguration(here: RegionState, server: SourceServer): Record<string, unknown> {
  const { name, replicatedDisks, ...settings } = replicationSettingsOf(here, server);
  const bytes = new Map(server.disks.map((disk) => [disk.deviceName, disk.bytes]));
  return {
    ...{ sourceServerID: server.sourceServerId, name },
    ...toMembers(settings),
    replicatedDisks: replicatedDisks.map((disk) => toDisk(disk, bytes.get(disk.deviceName) ?? 0)),
  };
}

/** A replication configuration template as DRS returns it. */
export function toReplicationConfigurationTemplate(
  here: RegionState,
  { templateId, tags, ...settings }: ReplicationConfigurationTemplate,
): Record<string, unknown> {
  return {
    replicationConfigurationTemplateID: templateId,
    arn: drsArn(here, "replication-configuration-template", templateId),
    tags,
    ...toMembers(settings),
  };
}

function toMembers({ ebsEncryptionKeyArn, pitPolicy, ...settings }: ReplicationSettings): Record<string, unknown> {
  return {
    ...settings,
    ...(ebsEncryptionKeyArn !== null && { ebsEncryptionKeyArn }),
    pitPolicy: pitPolicy.map(({ ruleId, ...rule }) => ({ ruleID: ruleId, ...rule })),
  };
}

/** What AUTO chose: cheap throughput for large disks. */
function toDisk(disk: ReplicatedDisk, bytes: number): Record<string, unknown> {
  if (disk.stagingDiskType !== "AUTO") return disk;
  return { ...disk, optimizedStagingDiskType: bytes >= LARGE_DISK_BYTES ? "ST1" : "GP3" };
}
