import { snapshotReadingsOf } from "#lib/db/snapshot-readings.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { StartExecutionInput } from "#lib/domain/execution-input.ts";
import type { LaunchPointInTime, ServerPointInTimeInput } from "#lib/domain/point-in-time/choice.ts";
import { chooseLaunch } from "#lib/domain/point-in-time/choose-launch.ts";
import { serverKey } from "#lib/domain/regions.ts";
import type { z } from "zod";

import type { Transaction } from "../context.ts";
import type { PlannedServer } from "./resolve-plan.ts";

/** `pointProblem`: why there is no data to launch it from, as half a sentence. */
export type PointedServer = PlannedServer & { pointInTime: LaunchPointInTime; pointProblem: string | null };

type Start = Pick<z.output<typeof StartExecutionInput>, "type" | "pointInTime" | "servers" | "isSourceGone">;

/**
 * What every server of a start is launched from, by what the worker read of its snapshots. Throws `INVALID_REQUEST` for
 * a choice that means nothing, `INVALID_SERVER_IDS` where it names servers that are not started.
 */
export async function choosePoints(
  tx: Transaction,
  start: Start,
  servers: readonly PlannedServer[],
): Promise<PointedServer[]> {
  if (start.type === "DRILL" && start.isSourceGone !== undefined) {
    throw invalid("isSourceGone", "Only a recovery is told whether the sources are gone.");
  }
  const overrides = overridesOf(
    start,
    servers.map(({ server }) => server),
    tx.now(),
  );
  const all = start.pointInTime ?? "latest";
  const readings = await snapshotReadingsOf(
    tx.db,
    servers.map(({ server }) => server),
  );
  return servers.map((planned) => {
    const wanted = overrides.get(planned.server.sourceServerId) ?? all;
    const { pointInTime, problem } = chooseLaunch(wanted, readings.get(serverKey(planned.server)) ?? null);
    return { ...planned, pointInTime, pointProblem: problem };
  });
}

type Wanted = z.output<typeof ServerPointInTimeInput>;

/** What single servers start from, by id. Throws `INVALID_REQUEST` and `INVALID_SERVER_IDS` for what means nothing. */
export function overridesOf(
  choice: Pick<Start, "pointInTime" | "servers">,
  servers: readonly { sourceServerId: string }[],
  now: Date,
): ReadonlyMap<string, Wanted> {
  const overrides = new Map(choice.servers?.map(({ sourceServerId, pointInTime }) => [sourceServerId, pointInTime]));
  const known = new Set(servers.map((server) => server.sourceServerId));
  const unknown = [...overrides.keys()].filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const message = `These servers are not among those that are started: ${unknown.join(", ")}.`;
    const conflicts = unknown.map((id) => ({ kind: "source-server", id, name: id }));
    throw new AppError("INVALID_SERVER_IDS", message, { conflicts });
  }
  for (const wanted of [choice.pointInTime, ...overrides.values()]) requirePast(wanted, now);
  return overrides;
}

/** There is no data of a moment that has not come. Throws `INVALID_REQUEST`. */
export function requirePast(wanted: Wanted | undefined, now: Date): void {
  if (typeof wanted !== "object" || !("at" in wanted) || new Date(wanted.at) <= now) return;
  throw invalid("pointInTime", `${wanted.at} has not come yet.`);
}

function invalid(name: string, reason: string): AppError {
  return new AppError("INVALID_REQUEST", reason, { invalidParams: [{ name, reason }] });
}
