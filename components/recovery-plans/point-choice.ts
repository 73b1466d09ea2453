import { formatClock } from "#components/ui/format.ts";
import type { PointsInTimeInput } from "#lib/domain/point-in-time/points-in-time.ts";

import { parseIncidentTime } from "./incident-time.ts";

export type SourceGoneAnswer = NonNullable<PointsInTimeInput["isSourceGone"]>;

/** The data that something launches from, as somebody chooses it. `at` is null while what is typed is no time. */
export type OnePoint = {
  kind: "latest" | "newest-snapshot" | "at";
  at: string | null;
  typed: string;
};

/** What a start launches from; `own`: servers, by their ids, that are launched from something else than the others. */
export type PointChoice = OnePoint & { sourceGone: SourceGoneAnswer; own: ReadonlyMap<string, OnePoint> };

export const FIRST_POINT: OnePoint = { kind: "latest", at: null, typed: "" };

export const FIRST_CHOICE: PointChoice = { ...FIRST_POINT, sourceGone: "per-server", own: new Map() };

/** At a moment of the scale, to the millisecond; its field shows the second. */
export function atStop(choice: PointChoice, at: string): PointChoice {
  return { ...choice, kind: "at", at, typed: `${at.slice(0, 10)} ${formatClock(at, { seconds: true })}` };
}

/** At a moment that was typed, UTC: `03:02`, `2026-11-24 03:02:10`. */
export function atTyped<Point extends OnePoint>(choice: Point, typed: string, nowMs: number): Point {
  const time = parseIncidentTime(typed, nowMs);
  return { ...choice, kind: "at", typed, at: time.kind === "at" ? time.at : null };
}

/** Why it cannot be started from, or undefined. */
export function pointProblem({ kind, at, typed }: OnePoint): string | undefined {
  if (kind !== "at" || at !== null) return undefined;
  return typed.trim() === "" ? "Choose a point in time." : "The point in time cannot be read.";
}

/** The same of the whole choice, the servers with data of their own included. */
export function choiceProblem(choice: PointChoice): string | undefined {
  return [choice, ...choice.own.values()].map(pointProblem).find((problem) => problem !== undefined);
}

/** What is sent of it. A drill is asked nothing about the sources. */
export function pointInput(
  { own, sourceGone, ...all }: PointChoice,
  isDrill: boolean,
): Pick<PointsInTimeInput, "pointInTime" | "servers" | "isSourceGone"> {
  const pointInTime = inputOf(all);
  const servers = [...own].flatMap(([sourceServerId, point]) => {
    const mine = inputOf(point);
    return mine === undefined ? [] : [{ sourceServerId, pointInTime: mine }];
  });
  return {
    ...(pointInTime !== undefined && { pointInTime }),
    ...(servers.length > 0 && { servers }),
    ...(!isDrill && { isSourceGone: sourceGone }),
  };
}

/** Undefined while it is a time that nobody can read. */
function inputOf({ kind, at }: OnePoint): PointsInTimeInput["pointInTime"] {
  return kind === "at" ? (at === null ? undefined : { at }) : kind;
}
