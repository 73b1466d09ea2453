import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { Network } from "./network-records.ts";
import type { Tags } from "./tags.ts";

/** An EBS volume of an instance; `sourceDeviceName` is the disk of the source server that it is a copy of. */
export type Volume = {
  volumeId: string;
  deviceName: string;
  sourceDeviceName: string;
  sizeGiB: number;
  volumeType: string;
  iops: number;
  /** MiB/s; null for types that have none. */
  throughput: number | null;
  tags: Tags;
};

/** A launched EC2 instance. Its state follows from these moments (simulated milliseconds). */
export type Ec2Instance = {
  instanceId: string;
  instanceType: string;
  availabilityZone: string;
  vpcId: string;
  subnetId: string;
  groupIds: string[];
  privateIp: string;
  networkInterface: { networkInterfaceId: string; tags: Tags };
  volumes: Volume[];
  /** Its last volume outlives it, so that a search for leftovers has something to find. */
  leavesVolume: boolean;
  keyName: string | null;
  instanceProfileArn: string | null;
  tenancy: "default" | "dedicated" | "host";
  /** Whether the metadata service asks for a session token. */
  httpTokens: "optional" | "required";
  isWindows: boolean;
  tags: Tags;
  launchedAt: number;
  runningAt: number;
  checksPassedAt: number;
  /** Of the latest stop; a start takes it back. */
  stopRequestedAt: number | null;
  /** Lies in the future for an instance that will terminate by itself. */
  terminateRequestedAt: number | null;
  /** DisableApiTermination. */
  isProtected: boolean;
  /** DisableApiStop. */
  isStopProtected: boolean;
  /** Never passes its status checks. */
  isUnhealthy: boolean;
  /** Its Systems Manager agent never registers. */
  isAgentSilent: boolean;
  sourceServerId: string;
};

/** `createdAt` is in wall-clock milliseconds. */
export type LaunchTemplateVersion = {
  number: number;
  description: string | null;
  createdAt: number;
  createdBy: string;
  data: RequestLaunchTemplateData;
  clientToken: string | null;
};

export type LaunchTemplate = {
  launchTemplateId: string;
  name: string;
  defaultVersion: number;
  /** The highest number that was ever given out: numbers are not used twice. */
  lastNumber: number;
  /** By rising number; empty once the template was deleted. */
  versions: LaunchTemplateVersion[];
  tags: Tags;
};

/** What EC2 keeps in one account and Region. */
export type Ec2State = {
  instances: Map<string, Ec2Instance>;
  /** Null until somebody looks; see `networkOf`. */
  network: Network | null;
  /** Those of source servers appear when somebody looks; see `drs/launch-template.ts`. */
  launchTemplates: Map<string, LaunchTemplate>;
  /** Quota of running vCPUs that somebody set; see `vcpuLimitOf`. */
  vcpuLimit: number | null;
};

export function emptyEc2(): Ec2State {
  return { instances: new Map(), network: null, launchTemplates: new Map(), vcpuLimit: null };
}
