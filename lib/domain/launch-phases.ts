import type { DrsJobLogItem } from "./drs-job.ts";
import type { LaunchPhase, PhaseProgress } from "./execution.ts";

type Marks = { phase: LaunchPhase; start: string; end: string; fail: readonly string[] };

/** Events of the DRS job log that open and close each phase (AWS DRS API, JobLogEvent; LAUNCH_END as observed). */
const MARKS: readonly Marks[] = [
  {
    phase: "SNAPSHOT",
    start: "SNAPSHOT_START",
    end: "SNAPSHOT_END",
    fail: ["SNAPSHOT_FAIL", "USING_PREVIOUS_SNAPSHOT_FAILED"],
  },
  { phase: "CONVERSION", start: "CONVERSION_START", end: "CONVERSION_END", fail: ["CONVERSION_FAIL"] },
  { phase: "LAUNCH", start: "LAUNCH_START", end: "LAUNCH_END", fail: ["LAUNCH_FAILED"] },
];

/** Nothing of the server goes on after these, whatever it was in the middle of. */
const ENDS_EVERYTHING = new Set(["SERVER_SKIPPED", "JOB_CANCEL"]);

const AFTER_SNAPSHOT = new Set(["CONVERSION_START", "LAUNCH_START"]);

export const NO_PROGRESS: readonly PhaseProgress[] = [...MARKS.map((marks) => pending(marks.phase)), pending("HEALTH")];

function pending(phase: LaunchPhase): PhaseProgress {
  return { phase, status: "PENDING", startedAt: null, endedAt: null, note: null };
}

/** The phases of one server's launch from the lines of the job log about it or the whole job, oldest first. Health is not DRS's: it stays pending. */
export function launchPhases(log: readonly DrsJobLogItem[]): PhaseProgress[] {
  const phases = MARKS.map((marks) => phaseOf(marks, log));
  const [snapshot, conversion] = phases;
  const fallback = log.findLast((item) => item.event === "USING_PREVIOUS_SNAPSHOT")?.at.toISOString();
  if (snapshot !== undefined && fallback !== undefined && fallback >= (snapshot.endedAt ?? snapshot.startedAt ?? "")) {
    phases[0] = { ...snapshot, status: "DONE", endedAt: fallback, note: "Previous snapshot used" };
  }
  // A launch from a chosen snapshot takes none.
  if (phases[0]?.status === "PENDING" && log.some((item) => AFTER_SNAPSHOT.has(item.event))) {
    phases[0] = { ...phases[0], status: "NOT_NEEDED", note: "From a chosen snapshot" };
  }
  // With recovery mode FAST the launch follows the snapshot and no conversion is ever logged.
  if (conversion?.status === "PENDING" && log.some((item) => item.event === "LAUNCH_START")) {
    phases[1] = { ...conversion, status: "NOT_NEEDED", note: "Fast mode" };
  }
  return [...phases, pending("HEALTH")];
}

function phaseOf(marks: Marks, log: readonly DrsJobLogItem[]): PhaseProgress {
  const started = log.findLast((item) => item.event === marks.start);
  const ended = log.findLast((item) => item.event === marks.end && item.at >= (started?.at ?? item.at));
  const closed = ended ?? log.findLast((item) => fails(marks, item.event, started !== undefined));
  const startedAt = started?.at.toISOString() ?? null;
  if (closed === undefined || (started !== undefined && closed.at < started.at)) {
    return { ...pending(marks.phase), status: started === undefined ? "PENDING" : "RUNNING", startedAt };
  }
  const status = ended === undefined ? "FAILED" : "DONE";
  return { phase: marks.phase, status, startedAt, endedAt: closed.at.toISOString(), note: null };
}

function fails(marks: Marks, event: string, isStarted: boolean): boolean {
  return marks.fail.includes(event) || (isStarted && ENDS_EVERYTHING.has(event));
}
