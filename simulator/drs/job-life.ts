import { triangular } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { jobStep } from "./job-timing.ts";
import {
  endCleanup,
  endConversion,
  endLaunch,
  endSnapshot,
  settle,
  startConversion,
  startLaunch,
  startServer,
  takeSnapshot,
  usePreviousSnapshot,
} from "./launch-phases.ts";
import type { Job, JobEvent, JobPhase, Participant, ServerPhase } from "./records.ts";
import { endTermination, startTermination } from "./termination-phases.ts";
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
  if (event.phase === "JOB_END") {
    job.status = "COMPLETED";
    job.endedAt = step.wall;
    step.log("JOB_END", {});
    return;
  }
  job.status = "STARTED";
  step.log("JOB_START", {});
  const first = job.type === "TERMINATE" ? "TERMINATE" : "SERVER_START";
  job.participants.forEach((participant, index) => step.plan(first, 0.4 + 0.026 * index, participant));
  if (job.participants.length === 0) step.plan("JOB_END", 2);
}

function runForServer(sim: Simulation, here: RegionState, { job, event }: Due): void {
  const participant = job.participants.find((each) => each.sourceServerId === event.sourceServerId);
  if (!participant) return;
  const step = participantStep(sim, here, { job, participant, at: event.at });
  if (step && isServerPhase(event.phase)) SERVER_PHASES[event.phase](step);
  else participant.isDone = true;
  endWhenDone(sim, here, { job, event });
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
  SETTLE: settle,
  TERMINATE: startTermination,
  TERMINATE_END: endTermination,
};

/** A job lasts as long as its slowest server, and 2–4 s more. */
function endWhenDone(sim: Simulation, here: RegionState, { job, event }: Due): void {
  const isClosing: boolean = event.phase !== "SETTLE" && job.participants.every((each: Participant) => each.isDone);
  if (!isClosing) return;
  jobStep(sim, here, { job, at: event.at }).plan("JOB_END", triangular([2, 4], sim.seed, job.jobId, "end"));
}
