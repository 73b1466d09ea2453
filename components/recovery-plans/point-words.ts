import { formatDuration, formatNoun, formatPeriod } from "#components/ui/format.ts";
import type { PointProblem, PointsInTimeView, ServerPointView } from "#lib/domain/point-in-time/points-in-time.ts";

import type { PointChoice, SourceGoneAnswer } from "./point-choice.ts";

export const PROBLEM_WORDS: Record<PointProblem, string> = {
  "none-before": "No snapshot this old",
  "no-snapshots": "No snapshot",
  expired: "Snapshot not kept",
  "not-read": "Not read yet",
};

/** What a server loses: minutes of a snapshot, the lag of a new one, or why there is no such number. */
export function lossWords({ problem, minutesLost, lagSeconds }: ServerPointView): string {
  if (problem !== null) return PROBLEM_WORDS[problem];
  if (minutesLost !== null) return formatPeriod(minutesLost * 60);
  return lagSeconds === null ? "Not known" : formatPeriod(lagSeconds);
}

/** `11 min to 13 min`, from the one that loses the least to the one that loses the most. */
export function lossRange(servers: readonly ServerPointView[]): string | null {
  const losses = servers.flatMap((server) => {
    if (server.problem !== null) return [];
    const seconds = server.minutesLost === null ? server.lagSeconds : server.minutesLost * 60;
    return seconds === null ? [] : [seconds];
  });
  if (losses.length === 0) return null;
  const [least, most] = losses.reduce<[number, number]>(
    ([low, high], each) => [Math.min(low, each), Math.max(high, each)],
    [Infinity, 0],
  );
  return least === most ? formatPeriod(most) : `${formatPeriod(least)} to ${formatPeriod(most)}`;
}

/** `2:20`, or why there is no such number. */
export function skewWords({ skewSeconds, counts }: PointsInTimeView): string {
  if (counts.onDemand > 0) return "known at the launch";
  return skewSeconds === null ? "not known" : formatDuration(skewSeconds);
}

/** How many servers stay within the target: the number, and whether all do. */
export function withinTarget(
  servers: readonly ServerPointView[],
  rpoMinutes: number,
): { count: number; isEvery: boolean } {
  const within = servers.filter(({ problem, minutesLost, lagSeconds }) => {
    if (problem !== null) return false;
    return minutesLost === null ? lagSeconds !== null && lagSeconds <= rpoMinutes * 60 : minutesLost <= rpoMinutes;
  });
  return { count: within.length, isEvery: within.length === servers.length };
}

/** What an answer to "is the source gone?" does. */
export function sourceGoneWords(
  answer: SourceGoneAnswer,
  { kind }: Pick<PointChoice, "kind">,
  servers: readonly ServerPointView[],
): string {
  if (kind !== "latest")
    return "All servers are launched from a snapshot, so this counts only for retries with the latest data.";
  switch (answer) {
    case "yes":
      return "Every server is launched from its newest snapshot, without the 10 min that DRS would wait for new data.";
    case "no":
      return "DRS copies the last data of every source. From one that does not answer it waits 10 min, then uses an earlier snapshot.";
    case "per-server": {
      const gone = servers.filter((server) => server.isSourceGone).length;
      if (gone === 0)
        return "DRS saw every server in the last 5 min. One that it has not seen when it is launched starts from its newest snapshot.";
      return `DRS has not seen ${formatNoun(gone, "server")} for 5 min. Such servers are launched from their newest snapshot, the others with their last data.`;
    }
  }
}

/** What stands in the way of a choice, most servers first. */
export function problemLines(
  servers: readonly ServerPointView[],
  isDrill: boolean,
): { title: string; detail: string }[] {
  const found = servers.flatMap(({ problem, hostname }) =>
    problem === null || problem === "not-read" ? [] : [{ problem, hostname }],
  );
  return [...Map.groupBy(found, ({ problem }) => problem)].map(([problem, all]) => ({
    title: `${formatNoun(all.length, "server")}: ${PROBLEM_WORDS[problem].toLowerCase()}`,
    detail: isDrill
      ? "A drill is refused as long as one of its servers has no data to launch from."
      : `A recovery leaves ${all.length === 1 ? "it" : "them"} out and launches the rest.`,
  }));
}
