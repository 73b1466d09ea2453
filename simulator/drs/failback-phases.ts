import type { ParticipantStep } from "./participant-step.ts";
import { recordResult } from "./participant-step.ts";

/** The failback client converts the machine where it stands, and restarts it. */
export function startFailback(step: ParticipantStep): void {
  step.log("CONVERSION_START", { sourceServerID: step.server.sourceServerId });
  step.next("FAILBACK_END", step.server.isWindows ? "conversionWindows" : "conversionLinux");
}

export function endFailback(step: ParticipantStep): void {
  const { here, server, participant } = step;
  const sourceServerID = server.sourceServerId;
  const failback = here.drs.recoveryInstances.get(participant.recoveryInstanceId ?? "")?.failback;
  participant.isDone = true;
  if (!failback) {
    step.log("CONVERSION_FAIL", { sourceServerID, rawError: "The failback was stopped" });
    recordResult(step, "FAILED");
    return;
  }
  failback.isCompleted = true;
  step.log("CONVERSION_END", { sourceServerID });
  step.log("LAUNCH_START", { sourceServerID });
  recordResult(step, "LAUNCHED");
}
