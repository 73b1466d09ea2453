import type { Job, JobLogItem } from "../drs/records.ts";
import type { RegionState } from "../world.ts";

export type Phase = "waiting" | "cleanup" | "snapshot" | "conversion" | "launch" | "launched" | "terminated" | "failed";

/** How far a job got with one of its servers; `event` is the last one that its log has of it. */
export type Progress = {
  sourceServerId: string;
  hostname: string;
  phase: Phase;
  event: string | null;
  /** AWS's own words, for a failure. */
  reason: string | null;
};

const LONGEST_REASON = 300;

/** The progress of each server of a job, read from its log. */
export function toProgress(here: RegionState, job: Job): Progress[] {
  const latest = new Map(job.log.map((item) => [item.eventData["sourceServerID"], item]));
  return job.participants.map(({ sourceServerId, launchStatus }) => {
    const item = latest.get(sourceServerId);
    const isFailed = launchStatus === "FAILED";
    const rawError = item?.eventData["rawError"];
    return {
      sourceServerId,
      hostname: here.drs.sourceServers.get(sourceServerId)?.hostname ?? sourceServerId,
      phase: isFailed ? "failed" : phaseOf(item, job.type),
      event: item?.event ?? null,
      reason: isFailed && typeof rawError === "string" ? rawError.slice(0, LONGEST_REASON) : null,
    };
  });
}

function phaseOf(item: JobLogItem | undefined, type: Job["type"]): Phase {
  const event = item?.event ?? "";
  if (event === "LAUNCH_END") return "launched";
  if (event === "CLEANUP_END" && type === "TERMINATE") return "terminated";
  if (event.startsWith("LAUNCH")) return "launch";
  if (event.startsWith("CONVERSION")) return "conversion";
  if (event.includes("SNAPSHOT")) return "snapshot";
  return event.startsWith("CLEANUP") ? "cleanup" : "waiting";
}

/** How often each value occurs. */
export function countBy<Value extends string>(values: Value[]): Partial<Record<Value, number>> {
  const counts: Partial<Record<Value, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
