import { createInstance } from "../ec2/create-instance.ts";
import { instanceIdFor } from "./ids.ts";
import { failServer, recordResult, type ParticipantStep } from "./participant-step.ts";
import { hasSnapshots, recoverySnapshots, consistentUntil } from "./snapshots.ts";
import { removeRecoveryInstance, isTerminationProtected, recoveryInstancesOf } from "./recovery-instances.ts";

const PROTECTED = (id: string) =>
  `An error occurred (OperationNotPermitted) when calling the TerminateInstances operation: The instance '${id}' may not be terminated. ` +
  "Modify its 'disableApiTermination' instance attribute and try again.";

/** Removes every earlier recovery instance of the server, drill or recovery, before anything else. */
export function startServer(step: ParticipantStep): void {
  if (step.fault("stuck")) return;
  const skipped = step.fault("skipped");
  if (skipped) {
    failServer(step, "SERVER_SKIPPED", rawErrorOf(skipped, undefined));
    return;
  }
  if (recoveryInstancesOf(step.here, step.server).length === 0) {
    step.plan("SNAPSHOT", 0, step.participant);
    return;
  }
  step.log("CLEANUP_START", idOf(step));
  step.next("CLEANUP_END", "cleanup");
}

export function endCleanup(step: ParticipantStep): void {
  const fault = step.fault("cleanup-failed");
  const earlier = recoveryInstancesOf(step.here, step.server);
  const kept = earlier.find((each) => isTerminationProtected(step.here, each));
  if (fault ?? kept) {
    const reason = kept ? PROTECTED(kept.recoveryInstanceId) : "Failed to clean up the previous Recovery Instance";
    failServer(step, "CLEANUP_FAIL", rawErrorOf(fault, reason));
    return;
  }
  for (const instance of earlier) removeRecoveryInstance(step.here, instance, step.at);
  step.log("CLEANUP_END", idOf(step));
  step.plan("SNAPSHOT", 0.3, step.participant);
}

export function takeSnapshot(step: ParticipantStep): void {
  if (step.participant.snapshotId) {
    step.next("CONVERSION", "snapshotToConversion");
    return;
  }
  step.log("SNAPSHOT_START", idOf(step));
  const isCurrent =
    hasSnapshots(step.server) && step.server.replication.lagSeconds === 0 && step.server.replication.stoppedAt === null;
  if (isCurrent && !step.fault("previous-snapshot")) {
    step.next("SNAPSHOT_END", "snapshot");
    return;
  }
  if (!hasSnapshots(step.server)) {
    step.next("SNAPSHOT_END", "snapshot");
    return;
  }
  step.next("PREVIOUS_SNAPSHOT", "previousSnapshot");
}

export function endSnapshot(step: ParticipantStep): void {
  const fault = step.fault("snapshot-failed");
  if (fault ?? !hasSnapshots(step.server)) {
    failServer(
      step,
      "SNAPSHOT_FAIL",
      rawErrorOf(fault, "Failed to take snapshot: the Source Server has no consistent recovery point"),
    );
    return;
  }
  step.participant.dataAt = step.wall;
  step.log("SNAPSHOT_END", idOf(step));
  step.next("CONVERSION", "snapshotToConversion");
}

/** After 10 minutes without an on-demand snapshot DRS falls back to the last consistent state. */
export function usePreviousSnapshot(step: ParticipantStep): void {
  const fault = step.fault("snapshot-failed");
  if (fault ?? !hasSnapshots(step.server)) {
    failServer(step, "USING_PREVIOUS_SNAPSHOT_FAILED", rawErrorOf(fault, "Failed to take snapshot"));
    return;
  }
  const [newest] = recoverySnapshots(step.sim.clock, step.server, step.here.region);
  step.participant.dataAt = newest?.at ?? consistentUntil(step.server);
  step.log("USING_PREVIOUS_SNAPSHOT", idOf(step));
  step.next("CONVERSION", "snapshotToConversion");
}

export function startConversion(step: ParticipantStep): void {
  step.log("CONVERSION_START", idOf(step));
  step.next("CONVERSION_END", step.server.isWindows ? "conversionWindows" : "conversionLinux");
}

export function endConversion(step: ParticipantStep): void {
  const conversionServerID = instanceIdFor("conversion", step.job.jobId, step.server.sourceServerId);
  const fault = step.fault("conversion-failed");
  if (fault) {
    const attempts = { attemptCount: 1, maxAttemptsCount: 1 };
    failServer(step, "CONVERSION_FAIL", {
      conversionServerID,
      ...attempts,
      ...rawErrorOf(fault, "Conversion failed"),
    });
    return;
  }
  step.log("CONVERSION_END", { ...idOf(step), conversionServerID });
  step.plan("LAUNCH", 0.5, step.participant);
}

export function startLaunch(step: ParticipantStep): void {
  step.log("LAUNCH_START", idOf(step));
  step.next("LAUNCH_END", step.server.isWindows ? "launchWindows" : "launchLinux");
}

export function endLaunch(step: ParticipantStep): void {
  const fault = step.fault("launch-failed");
  if (fault) {
    const reason =
      "An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation: We currently do not have sufficient " +
      `${step.server.instanceType} capacity in the Availability Zone you requested.`;
    failServer(step, "LAUNCH_FAILED", rawErrorOf(fault, reason));
    return;
  }
  const { here, job, server, participant } = step;
  const recoveryInstanceId = instanceIdFor("recovery", job.jobId, server.sourceServerId);
  const bootedAt = step.at + step.seconds("boot") * 1000;
  createInstance(here, {
    instanceId: recoveryInstanceId,
    server,
    launchedAt: step.at,
    runningAt: bootedAt,
    checksPassedAt: bootedAt + step.seconds("statusChecks") * 1000,
    isUnhealthy: step.fault("unhealthy") !== undefined,
    jobId: job.jobId,
  });
  here.drs.recoveryInstances.set(recoveryInstanceId, {
    recoveryInstanceId,
    sourceServerId: server.sourceServerId,
    jobId: job.jobId,
    isDrill: job.initiatedBy === "START_DRILL",
    dataAt: participant.dataAt,
    visibleAt: step.at + step.seconds("visible") * 1000,
    tags: {},
  });
  server.recoveryInstanceId = recoveryInstanceId;
  step.log("LAUNCH_END", { ...idOf(step), targetInstanceID: recoveryInstanceId });
  participant.isDone = true;
  step.next("SETTLE", "settle");
}

/** The job's launchStatus stays PENDING all along and flips only now, sometimes after the job has ended. */
export function settle(step: ParticipantStep): void {
  if (step.participant.launchStatus === "PENDING") recordResult(step, "LAUNCHED");
}

function idOf(step: ParticipantStep): { sourceServerID: string } {
  return { sourceServerID: step.server.sourceServerId };
}

function rawErrorOf(
  fault: { rawError?: string | undefined } | undefined,
  otherwise: string | undefined,
): { rawError?: string } {
  const rawError = fault?.rawError ?? otherwise;
  return rawError === undefined ? {} : { rawError };
}
