import { z } from "zod";

import { SourceServerId } from "../regions.ts";

import type { PointInTime, ServerPointInTime, SourceGone } from "./choose-snapshot.ts";

const DEFAULT_MAY_BE_OLDER_MINUTES = 60;
const SnapshotId = z
  .string()
  .regex(/^pit-[0-9a-zA-Z]{17}$/, "A recovery snapshot id looks like pit-0123456789abcdef0.");

/** How much older than the chosen snapshot its replacement may be, where it has expired by the launch; 0: none. */
const MayBeOlderByMinutes = z.int().min(0).max(10_080).default(DEFAULT_MAY_BE_OLDER_MINUTES);

/** The data that launches start from: what DRS copies at the launch, its newest snapshot, or that of a moment. */
export const PointInTimeInput = z.union([
  z.enum(["latest", "newest-snapshot"]),
  z.strictObject({ at: z.iso.datetime({ offset: true }), mayBeOlderByMinutes: MayBeOlderByMinutes }),
]);
export type PointInTimeInput = z.input<typeof PointInTimeInput>;

/** The same for one server, which may also name a snapshot. */
export const ServerPointInTimeInput = z.union([
  PointInTimeInput,
  z.strictObject({ snapshotId: SnapshotId, mayBeOlderByMinutes: MayBeOlderByMinutes }),
]);
export type ServerPointInTimeInput = z.input<typeof ServerPointInTimeInput>;

const ServerOverride = z.strictObject({ sourceServerId: SourceServerId, pointInTime: ServerPointInTimeInput });

/** What a start says of the data that it launches from. */
export const POINT_IN_TIME_FIELDS = {
  pointInTime: PointInTimeInput.optional(),
  /** Servers that start from something else than the others. */
  servers: z.array(ServerOverride).max(4000).refine(isEachOnce, "A server can be named once only.").optional(),
  /** Whether a recovery can still copy data from the sources. From what is gone it launches the newest snapshot. */
  isSourceGone: z.enum(["yes", "no", "per-server"]).optional(),
};

function isEachOnce(servers: readonly { sourceServerId: string }[]): boolean {
  return new Set(servers.map((server) => server.sourceServerId)).size === servers.length;
}

const At = z.iso.datetime();
const Latest = z.object({ kind: z.literal("LATEST") });
const NewestSnapshot = z.object({ kind: z.literal("NEWEST_SNAPSHOT") });
/** A launch takes the newest snapshot up to `at`; what there is was not known when it was chosen. */
const AtOrBefore = z.object({ kind: z.literal("AT_OR_BEFORE"), at: At });

/** What was asked for at a start, for all servers together. */
export const ExecutionPointInTime = z.object({
  pointInTime: z.discriminatedUnion("kind", [Latest, NewestSnapshot, AtOrBefore]),
  sourceGone: z.enum(["YES", "NO", "PER_SERVER"]),
});
export type ExecutionPointInTime = z.infer<typeof ExecutionPointInTime>;

/** Of executions that were started before anybody could choose. */
export const LATEST_DATA: ExecutionPointInTime = { pointInTime: { kind: "LATEST" }, sourceGone: "NO" };

/** What the next launch of one server starts from. `askedAt`: the moment for which the snapshot was chosen. */
export const LaunchPointInTime = z.discriminatedUnion("kind", [
  Latest,
  NewestSnapshot,
  AtOrBefore,
  z.object({
    kind: z.literal("SNAPSHOT"),
    snapshotId: z.string(),
    at: At,
    askedAt: At.nullable(),
    mayBeOlderByMinutes: z.number(),
  }),
]);
export type LaunchPointInTime = z.infer<typeof LaunchPointInTime>;

/** What was asked for, in the words of the rules. */
export function toServerPointInTime(input: z.output<typeof ServerPointInTimeInput>): ServerPointInTime {
  if (typeof input === "object" && "snapshotId" in input) return { kind: "SNAPSHOT", snapshotId: input.snapshotId };
  return toPointInTime(input);
}

/** The same for all servers together, none of which can be named by a snapshot. */
export function toPointInTime(input: z.output<typeof PointInTimeInput>): PointInTime {
  if (input === "latest") return { kind: "LATEST" };
  if (input === "newest-snapshot") return { kind: "NEWEST_SNAPSHOT" };
  return { kind: "AT_OR_BEFORE", at: new Date(input.at) };
}

const SOURCE_GONE = { yes: "YES", no: "NO", "per-server": "PER_SERVER" } as const;

type StartFields = {
  pointInTime?: z.output<typeof PointInTimeInput> | undefined;
  isSourceGone?: keyof typeof SOURCE_GONE | undefined;
};

export function toSourceGone(input: StartFields["isSourceGone"]): SourceGone {
  return SOURCE_GONE[input ?? "no"];
}

/** What an execution keeps of it. */
export function toExecutionPointInTime({ pointInTime = "latest", isSourceGone }: StartFields): ExecutionPointInTime {
  const point = toPointInTime(pointInTime);
  return {
    pointInTime: point.kind === "AT_OR_BEFORE" ? { ...point, at: point.at.toISOString() } : point,
    sourceGone: toSourceGone(isSourceGone),
  };
}

/** A snapshot that the call of a launch names. `replaces`: the one that was chosen and had expired. */
export const LaunchedSnapshot = z.object({
  sourceServerId: z.string(),
  snapshotId: z.string(),
  at: At,
  replaces: z.object({ snapshotId: z.string(), at: At, minutesOlder: z.number() }).nullable(),
});
export type LaunchedSnapshot = z.infer<typeof LaunchedSnapshot>;
