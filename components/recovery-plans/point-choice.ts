import { formatClock } from "#components/ui/format.ts";
import type { PointsInTimeInput } from "#lib/domain/point-in-time/points-in-time.ts";

import { parseIncidentTime } from "./incident-time.ts";

export type SourceGoneAnswer = NonNullable<PointsInTimeInput["isSourceGone"]>;

/** The data that a start launches from, as somebody chooses it. `at` is null while what is typed is no time. */
export type PointChoice = {
  kind: "latest" | "newest-snapshot" | "at";
  at: string | null;
  typed: string;
  sourceGone: SourceGoneAnswer;
};

export const FIRST_CHOICE: PointChoice = { kind: "latest", at: null, typed: "", sourceGone: "per-server" };

/** At a moment of the scale, to the millisecond; its field shows the second. */
export function atStop(choice: PointChoice, at: string): PointChoice {
  return { ...choice, kind: "at", at, typed: `${at.slice(0, 10)} ${formatClock(at, { seconds: true })}` };
}

/** At a moment that was typed, UTC: `03:02`, `2026-11-24 03:02:10`. */
export function atTyped(choice: PointChoice, typed: string, nowMs: number): PointChoice {
  const time = parseIncidentTime(typed, nowMs);
  return { ...choice, kind: "at", typed, at: time.kind === "at" ? time.at : null };
}

/** Why it cannot be started from, or undefined. */
export function pointProblem({ kind, at, typed }: PointChoice): string | undefined {
  if (kind !== "at" || at !== null) return undefined;
  return typed.trim() === "" ? "Choose a point in time." : "The point in time cannot be read.";
}

/** What is sent of it. A drill is asked nothing about the sources. */
export function pointInput(
  { kind, at, sourceGone }: PointChoice,
  isDrill: boolean,
): Pick<PointsInTimeInput, "pointInTime" | "isSourceGone"> {
  const pointInTime = kind === "at" ? (at === null ? undefined : { at }) : kind;
  return {
    ...(pointInTime !== undefined && { pointInTime }),
    ...(!isDrill && { isSourceGone: sourceGone }),
  };
}
