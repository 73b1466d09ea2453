import { hexDigits } from "../random.ts";
import type { RegionState } from "../world.ts";
import type { SourceServer } from "./records.ts";
import type { PitRule, ReplicatedDisk, ReplicationSettings, ServerReplicationSettings } from "./settings-records.ts";

const DEFAULT_RETENTION_DAYS = 7;

/** The only policy that DRS has: every 10 minutes for an hour, every hour for a day, and every day for some days. */
function pitPolicy(retentionDays: number): PitRule[] {
  return [
    { ruleId: 1, units: "MINUTE", interval: 10, retentionDuration: 60, enabled: true },
    { ruleId: 2, units: "HOUR", interval: 1, retentionDuration: 24, enabled: true },
    { ruleId: 3, units: "DAY", interval: 1, retentionDuration: retentionDays, enabled: true },
  ];
}

/** What the service begins with in a Region: its own subnet and security group, and snapshots for a week. */
export function regionalReplicationSettings({ accountId, region }: RegionState): ReplicationSettings {
  return {
    stagingAreaSubnetId: `subnet-0${hexDigits(16, "staging", accountId, region)}`,
    associateDefaultSecurityGroup: true,
    replicationServersSecurityGroupsIDs: [],
    replicationServerInstanceType: "t3.small",
    useDedicatedReplicationServer: false,
    defaultLargeStagingDiskType: "AUTO",
    ebsEncryption: "DEFAULT",
    ebsEncryptionKeyArn: null,
    bandwidthThrottling: 0,
    dataPlaneRouting: "PRIVATE_IP",
    createPublicIP: true,
    stagingAreaTags: {},
    pitPolicy: pitPolicy(DEFAULT_RETENTION_DAYS),
    autoReplicateNewDisks: false,
    internetProtocol: "IPV4",
  };
}

/** A server's replication configuration; the Region's own where nobody has changed it. */
export function replicationSettingsOf(here: RegionState, server: SourceServer): ServerReplicationSettings {
  return (
    here.drs.replicationSettings.get(server.sourceServerId) ?? forServer(regionalReplicationSettings(here), server)
  );
}

/** Settings of a Region or template as a server's own. */
export function forServer(settings: ReplicationSettings, server: SourceServer): ServerReplicationSettings {
  return { ...settings, name: server.hostname, replicatedDisks: server.disks.map(toReplicatedDisk) };
}

function toReplicatedDisk({ deviceName }: { deviceName: string }, index: number): ReplicatedDisk {
  return { deviceName, isBootDisk: index === 0, stagingDiskType: "AUTO", iops: 0, throughput: 0 };
}
