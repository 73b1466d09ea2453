import type { StuckPhase } from "../faults/job-effects.ts";
import type { Simulation } from "../simulation.ts";
import type { ParticipantStep } from "./participant-step.ts";
import type { JobEvent, JobPhase, Participant } from "./records.ts";

/** Whether a fault holds the server in this part of its job. `next` is the phase with which it goes on once released. */
export function isHeld(
  { fault, participant }: Pick<ParticipantStep, "fault" | "participant">,
  phase: StuckPhase,
  next: JobPhase,
): boolean {
  if (participant.faults?.held) return true;
  const stuck = fault("stuck", (effect) => effect.phase === phase);
  if (!stuck) return false;
  participant.faults = { ...participant.faults, held: { ruleId: stuck.ruleId, next } };
  return true;
}

/** Remembers for the rest of the job whether a fault slows the server down. */
export function noteSlowness({ fault, participant, server }: ParticipantStep): void {
  const platform = server.isWindows ? "windows" : "linux";
  const slow = fault("slow", (effect) => (effect.platform ?? platform) === platform);
  if (slow) participant.faults = { ...participant.faults, slowness: slow.factor };
}

/** Lets go on, now, whatever these rules hold. */
export function releaseHeld(sim: Simulation, ruleIds: readonly string[]): void {
  for (const { accountId, region, drs } of sim.world.regions.values()) {
    for (const { jobId, participants } of drs.jobs.values()) {
      for (const event of participants.flatMap((each) => release(each, ruleIds))) {
        sim.events.add({ ...event, at: sim.clock.now(), accountId, region, jobId });
      }
    }
  }
}

function release(participant: Participant, ruleIds: readonly string[]): Pick<JobEvent, "phase" | "sourceServerId">[] {
  const held = participant.faults?.held;
  if (!held || !ruleIds.includes(held.ruleId)) return [];
  delete participant.faults?.held;
  return [{ phase: held.next, sourceServerId: held.next === "JOB_START" ? null : participant.sourceServerId }];
}
