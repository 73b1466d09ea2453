import { createInstance } from "../ec2/create-instance.ts";
import { instanceIdFor } from "./ids.ts";
import type { ParticipantStep } from "./participant-step.ts";

/** The last moment that a date can hold. */
const NEVER = 8_640_000_000_000_000;

/** Launches the server's recovery instance in EC2 and notes it in DRS, where it shows a little later; or answers why EC2 refused. */
export function launchInstance(step: ParticipantStep): { instanceId: string } | { rawError: string } {
  const { here, job, server, participant, at } = step;
  const recoveryInstanceId = instanceIdFor("recovery", job.jobId, server.sourceServerId);
  const launch = { instanceId: recoveryInstanceId, server, jobId: job.jobId, launchedAt: at, ...future(step) };
  const outcome = createInstance(here, launch);
  if ("rawError" in outcome) return outcome;
  here.drs.recoveryInstances.set(recoveryInstanceId, {
    recoveryInstanceId,
    sourceServerId: server.sourceServerId,
    jobId: job.jobId,
    isDrill: job.initiatedBy === "START_DRILL",
    dataAt: participant.dataAt,
    visibleAt: at + (step.fault("visible-late")?.seconds ?? step.seconds("visible")) * 1000,
    tags: {},
    ...{ isDisconnected: false, isDeleted: false, reversedServerArn: null, failback: null },
  });
  server.recoveryInstanceId = recoveryInstanceId;
  return { instanceId: recoveryInstanceId };
}

/** What will become of the instance, in simulated milliseconds. */
function future(step: ParticipantStep) {
  const runningAt = step.fault("never-running") ? NEVER : step.at + step.seconds("boot") * 1000;
  const death = step.fault("dies");
  return {
    runningAt,
    checksPassedAt: runningAt + step.seconds("statusChecks") * 1000,
    isUnhealthy: step.fault("unhealthy") !== undefined,
    isAgentSilent: step.fault("agent-silent") !== undefined,
    privateIp: step.fault("private-ip")?.address,
    leavesVolume: step.fault("leaves-volume") !== undefined,
    terminateRequestedAt: death ? step.at + death.afterSeconds * 1000 : null,
  };
}
