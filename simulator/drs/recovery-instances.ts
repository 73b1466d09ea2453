import { markTerminated } from "../ec2/instance-state.ts";
import type { RegionState } from "../world.ts";
import type { RecoveryInstance, SourceServer } from "./records.ts";

/** Every recovery instance that a server has, visible yet or not. */
export function recoveryInstancesOf(here: RegionState, server: SourceServer): RecoveryInstance[] {
  return [...here.drs.recoveryInstances.values()].filter((each) => each.sourceServerId === server.sourceServerId);
}

/** `at` is in simulated milliseconds; an instance that has begun to terminate is past protection. */
export function isTerminationProtected(here: RegionState, instance: RecoveryInstance, at: number): boolean {
  const ec2 = here.ec2.instances.get(instance.recoveryInstanceId);
  return ec2?.isProtected === true && (ec2.terminateRequestedAt ?? Infinity) > at;
}

/** Terminates the EC2 instance and deletes the recovery instance from DRS. `at` is in simulated milliseconds. */
export function removeRecoveryInstance(here: RegionState, instance: RecoveryInstance, at: number): void {
  const ec2 = here.ec2.instances.get(instance.recoveryInstanceId);
  if (ec2) markTerminated(ec2, at);
  here.drs.recoveryInstances.delete(instance.recoveryInstanceId);
  const server = here.drs.sourceServers.get(instance.sourceServerId);
  if (server?.recoveryInstanceId !== instance.recoveryInstanceId) return;
  server.recoveryInstanceId = null;
  if (server.lastLaunch?.jobId === instance.jobId) server.lastLaunch.status = "TERMINATED";
}
