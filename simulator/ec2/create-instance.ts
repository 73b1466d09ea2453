import type { SourceServer } from "../drs/records.ts";
import { hash } from "../random.ts";
import type { RegionState } from "../world.ts";

/** What DRS asks EC2 to launch. Moments are simulated milliseconds. */
export type Launch = {
  instanceId: string;
  server: SourceServer;
  launchedAt: number;
  runningAt: number;
  checksPassedAt: number;
  isUnhealthy: boolean;
  /** When the instance terminates by itself; null for one that lives. */
  terminateRequestedAt: number | null;
  jobId: string;
};

/** Puts a recovery instance into EC2, tagged as DRS tags it. */
export function createInstance(here: RegionState, { server, jobId, ...launch }: Launch): void {
  const seed = hash("subnet", launch.instanceId);
  here.ec2.instances.set(launch.instanceId, {
    ...launch,
    instanceType: server.instanceType,
    availabilityZone: zoneOf(here.region, launch.instanceId),
    privateIp: `172.31.${16 + (seed % 48)}.${4 + ((seed >>> 8) % 250)}`,
    isWindows: server.isWindows,
    tags: {
      ...server.tags,
      Name: server.hostname,
      AWSElasticDisasterRecoverySourceServerID: server.sourceServerId,
      AWSElasticDisasterRecoveryManaged: "drs.amazonaws.com",
      AWSElasticDisasterRecoveryJobID: jobId,
    },
    isProtected: false,
    sourceServerId: server.sourceServerId,
  });
}

/** The Availability Zone into which an instance is launched. */
export function zoneOf(region: string, instanceId: string): string {
  return `${region}${"abc".charAt(hash("subnet", instanceId) % 3)}`;
}
