import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import type { Job, JobPhase, Participant } from "./records.ts";

/** Ranges in simulated seconds, from job logs of real drills and from what AWS says about Windows. */
export const SECONDS = {
  snapshot: [0.15, 0.3],
  previousSnapshot: [600, 600],
  snapshotToConversion: [50, 54],
  conversionLinux: [170, 200],
  conversionWindows: [240, 420],
  launchLinux: [270, 320],
  launchWindows: [300, 600],
  settle: [0.5, 5],
  cleanup: [60, 120],
  terminate: [60, 150],
  visible: [5, 40],
  boot: [12, 25],
  agentFound: [60, 120],
  statusChecks: [120, 180],
} as const satisfies Record<string, readonly [number, number]>;

export type JobStep = {
  /** Wall-clock milliseconds of this moment. */
  wall: number;
  log: (event: string, eventData: Record<string, unknown>) => void;
  /** Plans a phase so many simulated seconds after this moment. */
  plan: (phase: JobPhase, afterSeconds: number, participant?: Participant) => void;
};

/** One moment in the life of a job; `at` is in simulated milliseconds. */
export function jobStep(sim: Simulation, here: RegionState, { job, at }: { job: Job; at: number }): JobStep {
  const wall = sim.clock.wallOf(at);
  return {
    wall,
    log: (event, eventData) => job.log.push({ at: wall, event, eventData }),
    plan: (phase, afterSeconds, participant) =>
      sim.events.add({
        at: at + afterSeconds * 1000,
        accountId: here.accountId,
        region: here.region,
        jobId: job.jobId,
        phase,
        sourceServerId: participant?.sourceServerId ?? null,
      }),
  };
}
