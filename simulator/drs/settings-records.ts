/** How a server is launched, apart from what stands in its EC2 launch template. */
export type LaunchSettings = {
  name: string;
  launchDisposition: "STARTED" | "STOPPED";
  targetInstanceTypeRightSizingMethod: "NONE" | "BASIC" | "IN_AWS";
  copyPrivateIp: boolean;
  copyTags: boolean;
  osByol: boolean;
  postLaunchEnabled: boolean;
  /** The stopped EC2 instance to launch into; null makes a new one. */
  launchIntoInstanceId: string | null;
  /** FAST skips the conversion. */
  recoveryMode: "FAST" | "OPTIMAL";
};

/** What an account gives its new servers; there is at most one in a Region. */
export type LaunchConfigurationTemplate = Omit<LaunchSettings, "name" | "launchIntoInstanceId"> & {
  templateId: string;
  tags: Record<string, string>;
  exportBucketArn: string | null;
  launchIntoSourceInstance: boolean;
};

export type PitRule = {
  ruleId: number;
  units: "MINUTE" | "HOUR" | "DAY";
  /** How often a snapshot is taken and how long it is kept, both in these units. */
  interval: number;
  retentionDuration: number;
  enabled: boolean;
};

type StagingDiskType = "AUTO" | "GP2" | "GP3" | "IO1" | "SC1" | "ST1" | "STANDARD";

export type ReplicatedDisk = {
  deviceName: string;
  isBootDisk: boolean;
  stagingDiskType: StagingDiskType;
  iops: number;
  /** MiB a second. */
  throughput: number;
};

/** How data is copied and kept; what a server and a template have in common. */
export type ReplicationSettings = {
  stagingAreaSubnetId: string;
  associateDefaultSecurityGroup: boolean;
  replicationServersSecurityGroupsIDs: string[];
  replicationServerInstanceType: string;
  useDedicatedReplicationServer: boolean;
  defaultLargeStagingDiskType: "GP2" | "GP3" | "ST1" | "AUTO";
  ebsEncryption: "DEFAULT" | "CUSTOM" | "NONE";
  ebsEncryptionKeyArn: string | null;
  /** Megabits a second; 0 is unlimited. */
  bandwidthThrottling: number;
  dataPlaneRouting: "PRIVATE_IP" | "PUBLIC_IP";
  createPublicIP: boolean;
  stagingAreaTags: Record<string, string>;
  pitPolicy: PitRule[];
  autoReplicateNewDisks: boolean;
  internetProtocol: "IPV4" | "IPV6";
};

/** A server's own replication configuration. */
export type ServerReplicationSettings = ReplicationSettings & { name: string; replicatedDisks: ReplicatedDisk[] };

export type ReplicationConfigurationTemplate = ReplicationSettings & {
  templateId: string;
  tags: Record<string, string>;
};

/** How an on-premises failback client copies from a recovery instance. */
export type FailbackSettings = {
  name: string;
  /** Megabits a second; 0 is unlimited. */
  bandwidthThrottling: number;
  usePrivateIP: boolean;
  internetProtocol: "IPV4" | "IPV6";
};

/** Something that runs on an instance after it was launched, in the order of `order`. */
export type LaunchAction = {
  actionId: string;
  actionCode: string;
  type: "SSM_AUTOMATION" | "SSM_COMMAND";
  name: string;
  active: boolean;
  order: number;
  actionVersion: string;
  /** Its failure does not fail the launch. */
  optional: boolean;
  parameters: Record<string, { value?: string | undefined; type?: "SSM_STORE" | "DYNAMIC" | undefined }>;
  description: string;
  category: "MONITORING" | "VALIDATION" | "CONFIGURATION" | "SECURITY" | "OTHER";
};

/** What became of an action after one launch. */
export type LaunchActionRun = {
  action: LaunchAction;
  runId: string;
  status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  failureReason: string | null;
};
