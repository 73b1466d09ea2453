import { z } from "zod";

import { AccountId, Region, SourceServerId } from "../regions.ts";

import { POINT_IN_TIME_FIELDS } from "./choice.ts";

/** What a start would say of the data that it launches from. Left out is the latest. */
export const PointsInTimeInput = z.strictObject({
  ...POINT_IN_TIME_FIELDS,
  /** What is lost is counted back from here, or else from now. */
  incidentAt: z.iso.datetime({ offset: true }).nullish(),
});
export type PointsInTimeInput = z.input<typeof PointsInTimeInput>;

export const SelectionPointsInTimeInput = PointsInTimeInput.extend({
  sourceServers: z
    .array(z.strictObject({ accountId: AccountId, region: Region, sourceServerId: SourceServerId }))
    .min(1, "Choose at least one server.")
    .max(4000),
});
export type SelectionPointsInTimeInput = z.input<typeof SelectionPointsInTimeInput>;

/** `not-read`: the worker has not read its snapshots yet; the launch asks DRS itself. */
export const PointProblem = z.enum(["none-before", "no-snapshots", "expired", "not-read"]);
export type PointProblem = z.infer<typeof PointProblem>;

export const ServerPointView = z.object({
  sourceServerId: z.string(),
  accountId: z.string(),
  region: z.string(),
  hostname: z.string(),
  /** Null in a selection of servers. */
  wave: z.number().nullable(),
  /** Null where DRS takes a new snapshot, or where there is a problem. */
  snapshotId: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  minutesLost: z.number().nullable(),
  problem: PointProblem.nullable(),
  /** Nothing can be copied from its source any more, by what was answered. */
  isSourceGone: z.boolean(),
  /** What a new snapshot would lose, as the inventory has it. */
  lagSeconds: z.number().nullable(),
  newestAt: z.iso.datetime().nullable(),
  readAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
});
export type ServerPointView = z.infer<typeof ServerPointView>;

/** The moments to which servers can be taken, and what one choice means for each of them, worst first. */
export const PointsInTimeView = z.object({
  scale: z.object({
    /** Ascending, at most 200; `serverCount`: how many servers have a snapshot at or before it. */
    stops: z.array(z.object({ at: z.iso.datetime(), serverCount: z.number() })),
    /** Where every server whose snapshots are known has one; null where one has none. */
    everyServer: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable(),
    mergedWithinSeconds: z.number(),
  }),
  counts: z.object({ servers: z.number(), read: z.number(), problems: z.number(), onDemand: z.number() }),
  /** Snapshots are being read now: asked again soon, more is known. */
  isReading: z.boolean(),
  /** Age of the oldest reading; null where a server was never read. */
  oldestReadAt: z.iso.datetime().nullable(),
  skewSeconds: z.number().nullable(),
  worstMinutesLost: z.number().nullable(),
  servers: z.array(ServerPointView),
});
export type PointsInTimeView = z.infer<typeof PointsInTimeView>;
