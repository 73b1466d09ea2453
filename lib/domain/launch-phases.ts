import type { DrsJobLogItem } from "./drs-job.ts";
import type { LaunchPhase, PhaseProgress } from "./execution.ts";

type Marks = { phase: LaunchPhase; start: string; end: string; fail: string };

/** Events of the DRS job log that open and close each phase (AWS DRS API, JobLogEvent; LAUNCH_END as observed). */
const MARKS: readonly Marks[] = [
  { phase: "SNAPSHOT", start: "SNAPSHOT_START", end: "SNAPSHOT_END", fail: "SNAPSHOT_FAIL" },
  { phase: "CONVERSION", start: "CONVERSION_START", end: "CONVERSION_END", fail: "CONVERSION_FAIL" },
  { phase: "LAUNCH", start: "LAUNCH_START", end: "LAUNCH_END", fail: "LAUNCH_FAILED" },
];

export const NO_PROGRESS: readonly PhaseProgress[] = [...MARKS.map((marks) => pending(marks.phase)), pending("HEALTH")];

function pending(phase: LaunchPhase): PhaseProgress {
  return { phase, status: "PENDING", startedAt: null, endedAt: null, note: null };
}

/** The phases of one server's launch from its own lines of the job log, oldest first. Health is not DRS's: it stays pending. */
export function launchPhases(log: readonly DrsJobLogItem[]): PhaseProgress[] {
  const phases = MARKS.map((marks) => phaseOf(marks, log));
  const [snapshot, conversion, launch] = phases;
  if (snapshot !== undefined && log.some((item) => item.event === "USING_PREVIOUS_SNAPSHOT")) {
    phases[0] = { ...snapshot, status: "DONE", note: "Previous snapshot used" };
  }
  // With recovery mode FAST the launch follows the snapshot and no conversion is ever logged.
  if (conversion?.status === "PENDING" && launch !== undefined && launch.status !== "PENDING") {
    phases[1] = { ...conversion, status: "NOT_NEEDED", note: "Fast mode" };
  }
  return [...phases, pending("HEALTH")];
}

function phaseOf(marks: Marks, log: readonly DrsJobLogItem[]): PhaseProgress {
  const started = log.findLast((item) => item.event === marks.start);
  const closed = log.findLast((item) => item.event === marks.end || item.event === marks.fail);
  const startedAt = started?.at.toISOString() ?? null;
  if (closed === undefined || (started !== undefined && closed.at < started.at)) {
    return { ...pending(marks.phase), status: started === undefined ? "PENDING" : "RUNNING", startedAt };
  }
  return {
    phase: marks.phase,
    status: closed.event === marks.fail ? "FAILED" : "DONE",
    startedAt,
    endedAt: closed.at.toISOString(),
    note: null,
  };
}
