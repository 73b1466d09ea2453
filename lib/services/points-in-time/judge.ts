import { snapshotReadingsOf, wantSnapshots } from "#lib/db/snapshot-readings.ts";
import {
  type PointsInTimeInput,
  type PointsInTimeView,
  type ServerPointView,
} from "#lib/domain/point-in-time/points-in-time.ts";
import { toPointInTime, toServerPointInTime, toSourceGone } from "#lib/domain/point-in-time/choice.ts";
import {
  chooseSnapshots,
  type ChosenSnapshot,
  isSourceGone,
  type ServerSnapshots,
  type SnapshotChoice,
} from "#lib/domain/point-in-time/choose-snapshot.ts";
import type { SnapshotReading } from "#lib/domain/point-in-time/reading.ts";
import { snapshotScale } from "#lib/domain/point-in-time/snapshot-scale.ts";
import { serverKey } from "#lib/domain/regions.ts";
import type { SourceServer } from "#lib/domain/source-server.ts";
import type { z } from "zod";

import type { Context } from "../context.ts";
import { overridesOf } from "../executions/start-points.ts";

/** A reading this old is made again while somebody chooses. */
const FRESH_MS = 60_000;

export type PlacedServer = { server: SourceServer; wave: number | null };

/**
 * What a choice means for these servers by what was read of their snapshots. The worker is asked to read what is older
 * than a minute. Throws what a start with this choice would throw for it.
 */
export async function judgePoints(
  ctx: Context,
  placed: readonly PlacedServer[],
  input: z.output<typeof PointsInTimeInput>,
): Promise<PointsInTimeView> {
  const now = ctx.now();
  const servers = placed.map(({ server }) => server);
  const overrides = overridesOf(input, servers, now);
  const before = new Date(now.getTime() - FRESH_MS);
  await wantSnapshots(ctx.db, servers, { at: now, before });
  const readings = await snapshotReadingsOf(ctx.db, servers);
  const choice: SnapshotChoice = {
    pointInTime: toPointInTime(input.pointInTime ?? "latest"),
    overrides: new Map(
      servers.flatMap((server) => {
        const wanted = overrides.get(server.sourceServerId);
        return wanted === undefined ? [] : [[serverKey(server), toServerPointInTime(wanted)] as const];
      }),
    ),
    sourceGone: toSourceGone(input.isSourceGone),
    now,
    incidentAt: input.incidentAt ? new Date(input.incidentAt) : null,
  };
  const known = servers.map((server) => toSnapshots(server, readings.get(serverKey(server)) ?? null, now));
  const read = known.filter((each) => readings.get(each.key)?.snapshots);
  const chosen = chooseSnapshots(known, choice);
  const views = placed.map((each, index) =>
    toView(each, {
      chosen: chosen.servers[index],
      reading: readings.get(serverKey(each.server)) ?? null,
      isSourceGone: isSourceGone(known[index] ?? { lastSeenAt: null }, choice),
    }),
  );
  const ages = servers.map((server) => readings.get(serverKey(server))?.readAt ?? null);
  return {
    scale: toScale(read),
    counts: {
      servers: servers.length,
      read: read.length,
      problems: chosen.problems.length,
      onDemand: chosen.onDemandCount,
    },
    isReading: servers.some((server) => isAwaited(readings.get(serverKey(server)) ?? null, before)),
    oldestReadAt: oldest(ages),
    skewSeconds: chosen.skewSeconds,
    worstMinutesLost: chosen.worstMinutesLost,
    servers: views.sort(worstFirst),
  };
}

/** When the source was last seen counts from the reading that says so: an inventory that stands still makes none go. */
function toSnapshots(server: SourceServer, reading: SnapshotReading | null, now: Date): ServerSnapshots {
  const { lastSeenAt, syncedAt } = server;
  const unseenMs = lastSeenAt === null ? null : syncedAt.getTime() - lastSeenAt.getTime();
  return {
    key: serverKey(server),
    snapshots: reading?.snapshots ?? [],
    lastSeenAt: unseenMs === null ? null : new Date(now.getTime() - unseenMs),
  };
}

function isAwaited(reading: SnapshotReading | null, before: Date): boolean {
  if (reading === null) return true;
  return reading.error === null && (reading.readAt === null || reading.readAt < before);
}

function oldest(ages: readonly (Date | null)[]): string | null {
  if (ages.length === 0 || ages.includes(null)) return null;
  return new Date(ages.reduce((least, at) => Math.min(least, at?.getTime() ?? least), Infinity)).toISOString();
}

function toScale(read: readonly ServerSnapshots[]): PointsInTimeView["scale"] {
  const { stops, everyServer, mergedWithinSeconds } = snapshotScale(read);
  return {
    stops: stops.map(({ at, serverCount }) => ({ at: at.toISOString(), serverCount })),
    everyServer: everyServer && { from: everyServer.from.toISOString(), to: everyServer.to.toISOString() },
    mergedWithinSeconds,
  };
}

type Judged = { chosen: ChosenSnapshot | undefined; reading: SnapshotReading | null; isSourceGone: boolean };

function toView({ server, wave }: PlacedServer, { chosen, reading, isSourceGone }: Judged): ServerPointView {
  const { sourceServerId, accountId, region, hostname, lagSeconds } = server;
  const problem = chosen?.problem ?? null;
  return {
    ...{ sourceServerId, accountId, region, hostname, wave, lagSeconds, isSourceGone },
    snapshotId: chosen?.snapshotId ?? null,
    at: chosen?.at?.toISOString() ?? null,
    minutesLost: chosen?.minutesLost ?? null,
    problem: problem !== null && !reading?.snapshots ? "not-read" : problem,
    newestAt: reading?.snapshots?.[0]?.at.toISOString() ?? null,
    readAt: reading?.readAt?.toISOString() ?? null,
    error: reading?.error ?? null,
  };
}

/** Those without data first, then those that lose the most. */
function worstFirst(one: ServerPointView, other: ServerPointView): number {
  return lossOf(other) - lossOf(one) || (one.hostname < other.hostname ? -1 : 1);
}

function lossOf({ problem, minutesLost, lagSeconds }: ServerPointView): number {
  if (problem !== null) return Number.MAX_SAFE_INTEGER;
  return minutesLost ?? (lagSeconds ?? 0) / 60;
}
