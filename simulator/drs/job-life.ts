import { triangular } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { endAction, findAgent } from "./action-phases.ts";
import { endConversion, startConversion } from "./conversion-phases.ts";
import { endFailback, startFailback } from "./failback-phases.ts";
import { jobFaults, type AskForFault } from "./job-faults.ts";
import { jobStep, type JobStep } from "./job-timing.ts";
import {
  endCleanup,
  endLaunch,
  endSnapshot,
  settle,
  settleUnlaunched,
  startLaunch,
  startServer,
  takeSnapshot,
  usePreviousSnapshot,
} from "./launch-phases.ts";
import type { Job, JobEvent, JobPhase, Participant, ServerPhase } from "./records.ts";
import { removeRecoveryInstance } from "./recovery-instances.ts";
import { endTermination, startTermination } from "./termination-phases.ts";
import { isHeld } from "./participant-faults.ts";
import { participantStep, type ParticipantStep } from "./participant-step.ts";

/** Does what is due in a job, at the simulated moment of the event, and plans what follows. */
export function runJobEvent(sim: Simulation, event: JobEvent): void {
  const here = sim.world.regions.get(`${event.accountId}/${event.region}`);
  const job = here?.drs.jobs.get(event.jobId);
  if (!here || !job) return;
  if (event.sourceServerId === null) runForJob(sim, here, { job, event });
  else runForServer(sim, here, { job, event });
  sim.changed();
}

type Due = { job: Job; event: JobEvent };

function runForJob(sim: Simulation, here: RegionState, { job, event }: Due): void {
  const step = jobStep(sim, here, { job, at: event.at });
  const faultOf = (participant: Participant) => jobFaults(sim, here, { job, participant });
  if (event.phase === "JOB_END") endJob(job, step, faultOf);
  else startJob(job, step, faultOf);
}

type FaultOf = (participant: Participant) => AskForFault;

function startJob(job: Job, step: JobStep, faultOf: FaultOf): void {
  const isPending = job.participants.some((participant) =>
    isHeld({ participant, fault: faultOf(participant) }, "pending", "JOB_START"),
  );
  if (isPending) return;
  job.status = "STARTED";
  step.log("JOB_START", {});
  const first = firstPhaseOf(job);
  job.participants.forEach((participant, index) => step.plan(first, 0.4 + 0.026 * index, participant));
  if (job.participants.length === 0) step.plan("JOB_END", 2);
}

function firstPhaseOf(job: Job): ServerPhase {
  if (job.type === "TERMINATE") return "TERMINATE";
  return job.initiatedBy === "FAILBACK" ? "FAILBACK" : "SERVER_START";
}

function endJob(job: Job, step: JobStep, faultOf: FaultOf): void {
  job.status = "COMPLETED";
  job.endedAt = step.wall;
  step.log("JOB_END", {});
  if (job.participants.some((each) => faultOf(each)("participants-emptied"))) job.isEmptiedAtEnd = true;
  for (const participant of job.participants) planLateSettling(step, participant);
}

function planLateSettling(step: JobStep, participant: Participant): void {
  const seconds = participant.faults?.settlesAfterEndSeconds;
  if (seconds !== undefined) step.plan("SETTLE", seconds, participant);
}

function runForServer(sim: Simulation, here: RegionState, { job, event }: Due): void {
  const participant = job.participants.find((each) => each.sourceServerId === event.sourceServerId);
  if (!participant || (participant.isDone && !isAftermath(event.phase))) return;
  const step = participantStep(sim, here, { job, participant, at: event.at });
  if (step && isServerPhase(event.phase)) SERVER_PHASES[event.phase](step);
  else settleWithoutServer(here, { job, participant, at: event.at });
  endWhenDone(sim, here, { job, event });
}

/** The source server was deleted meanwhile: nothing of it can be launched, but its instance is terminated all the same. */
function settleWithoutServer(
  here: RegionState,
  { job, participant, at }: { job: Job; participant: Participant; at: number },
): void {
  participant.isDone = true;
  if (participant.launchStatus !== "PENDING") return;
  participant.launchStatus = job.type === "TERMINATE" ? "TERMINATED" : "FAILED";
  const instance = here.drs.recoveryInstances.get(participant.recoveryInstanceId ?? "");
  if (instance && job.type === "TERMINATE") removeRecoveryInstance(here, instance, at);
}

function isServerPhase(phase: JobPhase): phase is ServerPhase {
  return phase in SERVER_PHASES;
}

const SERVER_PHASES: Record<ServerPhase, (step: ParticipantStep) => void> = {
  SERVER_START: startServer,
  CLEANUP_END: endCleanup,
  SNAPSHOT: takeSnapshot,
  SNAPSHOT_END: endSnapshot,
  PREVIOUS_SNAPSHOT: usePreviousSnapshot,
  CONVERSION: startConversion,
  CONVERSION_END: endConversion,
  LAUNCH: startLaunch,
  LAUNCH_END: endLaunch,
  AGENT_FOUND: findAgent,
  ACTION_END: endAction,
  SETTLE: settle,
  SETTLE_UNLAUNCHED: settleUnlaunched,
  FAILBACK: startFailback,
  FAILBACK_END: endFailback,
  TERMINATE: startTermination,
  TERMINATE_END: endTermination,
};

/** Phases in which a server's result shows after its part of the job is done. */
function isAftermath(phase: JobPhase): boolean {
  return phase === "SETTLE" || phase === "SETTLE_UNLAUNCHED";
}

/** A job lasts as long as its slowest server, and 2–4 s more. */
function endWhenDone(sim: Simulation, here: RegionState, { job, event }: Due): void {
  const isClosing: boolean = !isAftermath(event.phase) && job.participants.every((each: Participant) => each.isDone);
  if (!isClosing) return;
  jobStep(sim, here, { job, at: event.at }).plan("JOB_END", triangular([2, 4], sim.seed, job.jobId, "end"));
}
