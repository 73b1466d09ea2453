import { triangular } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { jobFaults, type AskForFault } from "./job-faults.ts";
import { jobStep, SECONDS, type JobStep } from "./job-timing.ts";
import type { Job, LaunchStatus, Participant, SourceServer } from "./records.ts";

/** One moment in what a job does to one server. */
export type ParticipantStep = JobStep & {
  sim: Simulation;
  here: RegionState;
  job: Job;
  participant: Participant;
  server: SourceServer;
  /** Simulated milliseconds of this moment. */
  at: number;
  /** Plans the next phase of this server after a duration that the seed decides. */
  next: (phase: Parameters<JobStep["plan"]>[0], duration: keyof typeof SECONDS) => void;
  seconds: (duration: keyof typeof SECONDS) => number;
  fault: AskForFault;
};

/** Undefined when the source server was deleted meanwhile. */
export function participantStep(
  sim: Simulation,
  here: RegionState,
  { job, participant, at }: { job: Job; participant: Participant; at: number },
): ParticipantStep | undefined {
  const { sourceServerId } = participant;
  const server = here.drs.sourceServers.get(sourceServerId);
  if (!server) return undefined;
  const step = jobStep(sim, here, { job, at });
  const seconds = (duration: keyof typeof SECONDS) =>
    (participant.faults?.slowness ?? 1) * triangular(SECONDS[duration], sim.seed, job.jobId, sourceServerId, duration);
  return {
    ...step,
    ...{ sim, here, job, participant, server, at, seconds },
    next: (phase, duration) => step.plan(phase, seconds(duration), participant),
    fault: jobFaults(sim, here, { job, participant }),
  };
}

/** The event data that says which server an event is about. */
export function idOf(step: ParticipantStep): { sourceServerID: string } {
  return { sourceServerID: step.server.sourceServerId };
}

/** The server's part of a launch job has failed: it logs why, and changes nothing that the job did before. */
export function failServer(step: ParticipantStep, event: string, eventData: Record<string, unknown>): void {
  step.log(event, { ...idOf(step), ...eventData });
  step.participant.isDone = true;
  recordResult(step, "FAILED");
}

/** Writes a launch status to the job and, where this job is still the server's last, to the server. */
export function recordResult({ participant, server, job }: ParticipantStep, status: LaunchStatus): void {
  participant.launchStatus = status;
  if (job.type !== "LAUNCH" || server.lastLaunch?.jobId !== job.jobId) return;
  server.lastLaunch.status = status;
  server.lastLaunchResult = status === "LAUNCHED" ? "SUCCEEDED" : "FAILED";
}
