import { formatClock, formatDate } from "#components/ui/format.ts";
import type { ExecutionPointInTime, LaunchPointInTime } from "#lib/domain/point-in-time/choice.ts";

/** What an execution was asked to launch from; null for the latest data of sources that are there. */
export function executionPointWords({ pointInTime, sourceGone }: ExecutionPointInTime): string | null {
  const gone = SOURCE_WORDS[sourceGone];
  if (pointInTime.kind === "LATEST") return gone === null ? null : `Latest data, ${gone}`;
  return pointInTime.kind === "NEWEST_SNAPSHOT"
    ? "From the newest snapshots"
    : `From snapshots of ${momentWords(pointInTime.at)} or before`;
}

const SOURCE_WORDS: Record<ExecutionPointInTime["sourceGone"], string | null> = {
  NO: null,
  YES: "sources gone: newest snapshots",
  PER_SERVER: "newest snapshots of sources that are gone",
};

/** What the next launch of a server starts from, as the end of a sentence. */
export function launchPointWords(point: LaunchPointInTime): string {
  switch (point.kind) {
    case "LATEST":
      return "the latest data";
    case "NEWEST_SNAPSHOT":
      return "the newest snapshot";
    case "AT_OR_BEFORE":
      return `the newest snapshot up to ${momentWords(point.at)}`;
    case "SNAPSHOT":
      return `the snapshot of ${momentWords(point.at)}`;
  }
}

function momentWords(at: string): string {
  return `${formatDate(at)} ${formatClock(at, { seconds: true })} UTC`;
}
