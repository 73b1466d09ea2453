import { isHeld, noteSlowness } from "./participant-faults.ts";
import type { ParticipantStep } from "./participant-step.ts";
import { isTerminationProtected, removeRecoveryInstance } from "./recovery-instances.ts";

export function startTermination(step: ParticipantStep): void {
  noteSlowness(step);
  if (isHeld(step, "started", "TERMINATE")) return;
  step.log("CLEANUP_START", eventData(step));
  step.next("TERMINATE_END", "terminate");
}

export function endTermination(step: ParticipantStep): void {
  const instance = step.here.drs.recoveryInstances.get(step.participant.recoveryInstanceId ?? "");
  const fault = step.fault("cleanup-failed");
  step.participant.isDone = true;
  if (fault ?? (instance && isTerminationProtected(step.here, instance, step.at))) {
    step.participant.launchStatus = "FAILED";
    step.log("CLEANUP_FAIL", {
      ...eventData(step),
      rawError: fault?.rawError ?? "The instance may not be terminated: disableApiTermination is set",
    });
    return;
  }
  if (instance) removeRecoveryInstance(step.here, instance, step.at);
  step.participant.launchStatus = "TERMINATED";
  step.log("CLEANUP_END", eventData(step));
}

function eventData({ participant }: ParticipantStep): Record<string, unknown> {
  return { sourceServerID: participant.sourceServerId, targetInstanceID: participant.recoveryInstanceId };
}
