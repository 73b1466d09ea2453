import { snapshotReadingsOf } from "#lib/db/snapshot-readings.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { StartExecutionInput } from "#lib/domain/execution.ts";
import type { LaunchPointInTime, PointInTimeInput } from "#lib/domain/point-in-time/choice.ts";
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
  const overrides = new Map(start.servers?.map(({ sourceServerId, pointInTime }) => [sourceServerId, pointInTime]));
  requireKnown(overrides, servers);
  const all = start.pointInTime ?? "latest";
  for (const wanted of [all, ...overrides.values()]) {
    if (typeof wanted === "object" && "at" in wanted) requirePast(wanted, tx.now());
  }
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

/** There is no data of a moment that has not come. Throws `INVALID_REQUEST`. */
export function requirePast({ at }: Extract<PointInTimeInput, object>, now: Date): void {
  if (new Date(at) > now) throw invalid("pointInTime", `${at} has not come yet.`);
}

function requireKnown(overrides: ReadonlyMap<string, unknown>, servers: readonly PlannedServer[]): void {
  const known = new Set(servers.map(({ server }) => server.sourceServerId));
  const unknown = [...overrides.keys()].filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new AppError(
    "INVALID_SERVER_IDS",
    `These servers are not among those that are started: ${unknown.join(", ")}.`,
    {
      conflicts: unknown.map((id) => ({ kind: "source-server", id, name: id })),
    },
  );
}

function invalid(name: string, reason: string): AppError {
  return new AppError("INVALID_REQUEST", reason, { invalidParams: [{ name, reason }] });
}
