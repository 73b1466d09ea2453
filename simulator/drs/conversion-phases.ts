import { instanceIdFor } from "./ids.ts";
import { isHeld } from "./participant-faults.ts";
import { failServer, idOf, participantStep, recordResult, type ParticipantStep } from "./participant-step.ts";
import { rawErrorOf } from "./raw-errors.ts";

export function startConversion(step: ParticipantStep): void {
  if (step.fault("cancelled")) {
    cancelJob(step);
    return;
  }
  step.log("CONVERSION_START", idOf(step));
  if (isHeld(step, "conversion", "CONVERSION_END")) return;
  step.next("CONVERSION_END", step.server.isWindows ? "conversionWindows" : "conversionLinux");
}

export function endConversion(step: ParticipantStep): void {
  const conversionServerID = instanceIdFor("conversion", step.job.jobId, step.server.sourceServerId);
  const failing = nextAttempt(step);
  if (!failing || (failing.fault.recovers && failing.attempt === failing.fault.attempts)) {
    step.log("CONVERSION_END", { ...idOf(step), conversionServerID });
    step.plan("LAUNCH", 0.5, step.participant);
    return;
  }
  const { fault, attempt } = failing;
  const eventData = {
    conversionServerID,
    attemptCount: attempt,
    maxAttemptsCount: fault.attempts,
    rawError: rawErrorOf(step, fault, "Conversion failed"),
  };
  if (attempt === fault.attempts) {
    failServer(step, "CONVERSION_FAIL", eventData);
    return;
  }
  step.log("CONVERSION_FAIL", { ...idOf(step), ...eventData });
  step.plan("CONVERSION", 1, step.participant);
}

/** A conversion that has begun to fail goes on failing by the same rule. */
function nextAttempt({ participant, fault }: ParticipantStep) {
  const before = participant.faults?.conversion;
  const failed = before?.fault ?? fault("conversion-failed");
  if (!failed) return undefined;
  const conversion = { fault: failed, attempt: (before?.attempt ?? 0) + 1 };
  participant.faults = { ...participant.faults, conversion };
  return conversion;
}

/** The whole job is cancelled from the console: whatever was not launched yet never is. */
function cancelJob({ sim, here, job, at, log }: ParticipantStep): void {
  log("JOB_CANCEL", {});
  for (const participant of job.participants.filter((each) => !each.isDone)) {
    participant.isDone = true;
    const step = participantStep(sim, here, { job, participant, at });
    if (step) recordResult(step, "FAILED");
  }
}
