import { actionsAfterLaunch } from "./action-phases.ts";
import { launchInstance } from "./launch-instance.ts";
import { launchSettingsOf } from "./launch-settings.ts";
import { isHeld, noteSlowness } from "./participant-faults.ts";
import { failServer, idOf, recordResult, type ParticipantStep } from "./participant-step.ts";
import { rawErrorOf, textOf } from "./raw-errors.ts";
import { consistentUntil, findSnapshot, hasSnapshots, recoverySnapshots } from "./snapshots.ts";
import { removeRecoveryInstance, isTerminationProtected, recoveryInstancesOf } from "./recovery-instances.ts";

const PROTECTED = (id: string) =>
  `An error occurred (OperationNotPermitted) when calling the TerminateInstances operation: The instance '${id}' may not be terminated. ` +
  "Modify its 'disableApiTermination' instance attribute and try again.";

/** Removes every earlier recovery instance of the server, drill or recovery, before anything else. */
export function startServer(step: ParticipantStep): void {
  noteSlowness(step);
  if (isHeld(step, "started", "SERVER_START")) return;
  const skipped = step.fault("skipped");
  if (skipped) {
    failServer(step, "SERVER_SKIPPED", skipped.rawError === undefined ? {} : { rawError: skipped.rawError });
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
  const kept = earlier.find((each) => isTerminationProtected(step.here, each, step.at));
  if (fault ?? kept) {
    const reason = kept ? PROTECTED(kept.recoveryInstanceId) : "Failed to clean up the previous Recovery Instance";
    failServer(step, "CLEANUP_FAIL", { rawError: rawErrorOf(step, fault, reason) });
    return;
  }
  for (const instance of earlier) removeRecoveryInstance(step.here, instance, step.at);
  step.log("CLEANUP_END", idOf(step));
  step.plan("SNAPSHOT", 0.3, step.participant);
}

export function takeSnapshot(step: ParticipantStep): void {
  const { snapshotId } = step.participant;
  if (snapshotId) {
    if (findSnapshot(step.sim.clock, step.here, { server: step.server, snapshotId })) convertNext(step);
    else failServer(step, "SNAPSHOT_FAIL", { rawError: `The recovery snapshot ${snapshotId} no longer exists` });
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
    const reason = fault ? "" : ": the Source Server has no consistent recovery point";
    failServer(step, "SNAPSHOT_FAIL", { rawError: rawErrorOf(step, fault, `Failed to take snapshot${reason}`) });
    return;
  }
  step.participant.dataAt = step.wall;
  step.log("SNAPSHOT_END", idOf(step));
  convertNext(step);
}

/** After 10 minutes without an on-demand snapshot DRS falls back to the last consistent state. */
export function usePreviousSnapshot(step: ParticipantStep): void {
  const fault = step.fault("snapshot-failed");
  if (fault ?? !hasSnapshots(step.server)) {
    failServer(step, "USING_PREVIOUS_SNAPSHOT_FAILED", {
      rawError: rawErrorOf(step, fault, "Failed to take snapshot"),
    });
    return;
  }
  const [newest] = recoverySnapshots(step.sim.clock, step.here, step.server);
  step.participant.dataAt = newest?.at ?? consistentUntil(step.server);
  step.log("USING_PREVIOUS_SNAPSHOT", idOf(step));
  convertNext(step);
}

/** FAST launches without conversion, which only machines that come from EC2 can do. */
function convertNext(step: ParticipantStep): void {
  const isFast = launchSettingsOf(step.here, step.server).recoveryMode === "FAST" && step.server.originRegion !== null;
  step.next(isFast ? "LAUNCH" : "CONVERSION", "snapshotToConversion");
}

export function startLaunch(step: ParticipantStep): void {
  // Without permission to launch DRS leaves the server out, and its log says nothing of it.
  if (step.fault("launch-skipped")) {
    step.participant.isDone = true;
    step.next("SETTLE_UNLAUNCHED", "settle");
    return;
  }
  step.log("LAUNCH_START", idOf(step));
  if (isHeld(step, "launch", "LAUNCH_END")) return;
  step.next("LAUNCH_END", step.server.isWindows ? "launchWindows" : "launchLinux");
}

export function endLaunch(step: ParticipantStep): void {
  const fault = step.fault("launch-failed");
  if (fault) {
    failServer(step, "LAUNCH_FAILED", { rawError: rawErrorOf(step, fault, textOf(step, "capacity")) });
    return;
  }
  const { participant } = step;
  const outcome = launchInstance(step);
  if ("rawError" in outcome) {
    failServer(step, "LAUNCH_FAILED", outcome);
    return;
  }
  step.log("LAUNCH_END", { ...idOf(step), targetInstanceID: outcome.instanceId });
  participant.actions = actionsAfterLaunch(step);
  if (participant.actions) {
    step.next("AGENT_FOUND", "agentFound");
    return;
  }
  participant.isDone = true;
  const late = step.fault("settle-late");
  if (late) participant.faults = { ...participant.faults, settlesAfterEndSeconds: late.seconds };
  else step.next("SETTLE", "settle");
}

/** The job's launchStatus flips only now, sometimes after the job has ended; until then it is PENDING, or IN_PROGRESS with actions. */
export function settle(step: ParticipantStep): void {
  const { launchStatus } = step.participant;
  if (launchStatus === "PENDING" || launchStatus === "IN_PROGRESS") recordResult(step, "LAUNCHED");
}

export function settleUnlaunched(step: ParticipantStep): void {
  recordResult(step, "FAILED");
}
