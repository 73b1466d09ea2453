import { markTerminated } from "../ec2/instance-state.ts";
import type { RegionState } from "../world.ts";
import { notFound } from "./errors.ts";
import type { RecoveryInstance, SourceServer } from "./records.ts";

/** Every recovery instance that a server has: visible yet or not, and those that were deleted from DRS but not terminated. */
export function recoveryInstancesOf({ drs, ec2 }: RegionState, server: SourceServer): RecoveryInstance[] {
  const isLeft = ({ isDeleted, recoveryInstanceId }: RecoveryInstance) =>
    !isDeleted || ec2.instances.get(recoveryInstanceId)?.terminateRequestedAt === null;
  return [...drs.recoveryInstances.values()].filter(
    (each) => each.sourceServerId === server.sourceServerId && isLeft(each),
  );
}

/** Throws ResourceNotFoundException. */
export function requireRecoveryInstance(here: RegionState, recoveryInstanceId: string): RecoveryInstance {
  const instance = here.drs.recoveryInstances.get(recoveryInstanceId);
  if (!instance || instance.isDeleted) throw notFound("RecoveryInstance", recoveryInstanceId);
  return instance;
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
  here.drs.failbackSettings.delete(instance.recoveryInstanceId);
  const server = here.drs.sourceServers.get(instance.sourceServerId);
  if (server?.recoveryInstanceId !== instance.recoveryInstanceId) return;
  server.recoveryInstanceId = null;
  if (server.lastLaunch?.jobId === instance.jobId) server.lastLaunch.status = "TERMINATED";
}
