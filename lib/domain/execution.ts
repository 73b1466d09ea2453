import { z } from "zod";

import { ExecutionStatus, ExecutionType, ServerStatus, WaveStatus } from "./execution-status.ts";
import { Comment } from "./names.ts";
import { PageQuery } from "./paging.ts";

export const StartExecutionInput = z.strictObject({
  planId: z.uuid(),
  type: ExecutionType,
  comment: Comment,
  /** When the incident was declared; the recovery time is counted from here. */
  incidentAt: z.iso.datetime({ offset: true }).nullish(),
  /** The plan's name, typed, where a start asks for confirmation. */
  confirm: z.string().max(400).optional(),
});
export type StartExecutionInput = z.input<typeof StartExecutionInput>;

export const ControlExecutionInput = z.strictObject({ comment: Comment });
export type ControlExecutionInput = z.input<typeof ControlExecutionInput>;

export const ExecutionQuery = PageQuery.extend({
  planId: z.uuid().optional(),
  type: ExecutionType.optional(),
  status: ExecutionStatus.optional(),
  active: z.enum(["true", "false"]).optional(),
}).strict();
export type ExecutionQuery = z.infer<typeof ExecutionQuery>;

/** The stretches of one server's launch, in the order in which DRS does them, and then our own check. */
export const LaunchPhase = z.enum(["SNAPSHOT", "CONVERSION", "LAUNCH", "HEALTH"]);
export type LaunchPhase = z.infer<typeof LaunchPhase>;

export const PhaseProgress = z.object({
  phase: LaunchPhase,
  status: z.enum(["PENDING", "RUNNING", "DONE", "FAILED", "NOT_NEEDED"]),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  note: z.string().nullable(),
});
export type PhaseProgress = z.infer<typeof PhaseProgress>;

/** AWS's own words about a server that failed. */
export const ServerFailure = z.object({
  service: z.string(),
  operation: z.string(),
  message: z.string(),
  at: z.iso.datetime(),
});
export type ServerFailure = z.infer<typeof ServerFailure>;

export const InstanceFacts = z.object({
  state: z.string(),
  instanceType: z.string().nullable(),
  privateIpAddress: z.string().nullable(),
  availabilityZone: z.string().nullable(),
  systemStatus: z.string().nullable(),
  instanceStatus: z.string().nullable(),
});
export type InstanceFacts = z.infer<typeof InstanceFacts>;

export const ExecutionServerView = z.object({
  sourceServerId: z.string(),
  accountId: z.string(),
  region: z.string(),
  hostname: z.string(),
  os: z.string().nullable(),
  protectionGroup: z.object({ id: z.string(), name: z.string() }),
  status: ServerStatus,
  recoveryInstanceId: z.string().nullable(),
  instance: InstanceFacts.nullable(),
  /** What went wrong or why it was skipped, AWS's words first where there are any. */
  error: z.string().nullable(),
  failure: ServerFailure.nullable(),
  phases: z.array(PhaseProgress),
  jobId: z.string().nullable(),
  launchedAt: z.iso.datetime().nullable(),
  healthyAt: z.iso.datetime().nullable(),
  links: z.object({ sourceServer: z.string(), job: z.string().nullable(), instance: z.string().nullable() }),
});
export type ExecutionServerView = z.infer<typeof ExecutionServerView>;

/** One StartRecovery call. `UNRESOLVED`: we do not know yet whether AWS got it. */
export const LaunchState = z.enum(["UNRESOLVED", "REFUSED", "RUNNING", "ENDED"]);
export type LaunchState = z.infer<typeof LaunchState>;

export const LaunchView = z.object({
  id: z.string(),
  accountId: z.string(),
  region: z.string(),
  state: LaunchState,
  serverCount: z.number(),
  jobId: z.string().nullable(),
  jobUrl: z.string().nullable(),
  note: z.string().nullable(),
  requestedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type LaunchView = z.infer<typeof LaunchView>;

export const ExecutionWaveView = z.object({
  number: z.number(),
  name: z.string(),
  status: WaveStatus,
  reason: z.string().nullable(),
  dependsOn: z.array(z.number()),
  protectionGroups: z.array(z.object({ id: z.string(), name: z.string() })),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  servers: z.array(ExecutionServerView),
  launches: z.array(LaunchView),
});
export type ExecutionWaveView = z.infer<typeof ExecutionWaveView>;

/** Servers by how far they are; the counts add up to `total`. */
export const ServerCounts = z.object({
  total: z.number(),
  healthy: z.number(),
  launched: z.number(),
  launching: z.number(),
  failed: z.number(),
  toGo: z.number(),
  skipped: z.number(),
});
export type ServerCounts = z.infer<typeof ServerCounts>;

/** The Step Functions execution that drives ours. `STOPPED`: it ended before our execution did; revive starts another. */
export const EngineView = z.object({
  state: z.enum(["STARTING", "RUNNING", "STOPPED", "ENDED"]),
  generation: z.number(),
  reason: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  executionUrl: z.string().nullable(),
  logsUrl: z.string().nullable(),
});
export type EngineView = z.infer<typeof EngineView>;

export const ExecutionSummary = z.object({
  id: z.string(),
  plan: z.object({ id: z.string().nullable(), name: z.string(), version: z.number() }),
  type: ExecutionType,
  status: ExecutionStatus,
  simulated: z.boolean(),
  requestedBy: z.string(),
  comment: z.string().nullable(),
  incidentAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  rtoMinutes: z.number().nullable(),
  rpoMinutes: z.number().nullable(),
  servers: ServerCounts,
  waveCount: z.number(),
  wavesOver: z.number(),
  wavesUnderWay: z.array(z.number()),
  engine: EngineView,
});
export type ExecutionSummary = z.infer<typeof ExecutionSummary>;

export const ExecutionView = ExecutionSummary.extend({
  inventoryAt: z.iso.datetime().nullable(),
  waves: z.array(ExecutionWaveView),
  /** When the page was put together; what is shown is never older. */
  asOf: z.iso.datetime(),
});
export type ExecutionView = z.infer<typeof ExecutionView>;

export const ExecutionEventView = z.object({
  seq: z.number(),
  at: z.iso.datetime(),
  kind: z.string(),
  severity: z.enum(["info", "good", "warning", "problem", "person"]),
  wave: z.number().nullable(),
  sourceServerId: z.string().nullable(),
  hostname: z.string().nullable(),
  actor: z.string().nullable(),
  message: z.string(),
  detail: z.string().nullable(),
});
export type ExecutionEventView = z.infer<typeof ExecutionEventView>;

export const EventQuery = z.strictObject({
  after: z.coerce.number().pipe(z.int32().min(0)).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** One line of a DRS job's log, as DRS wrote it. */
export const JobLogItemView = z.object({
  launchId: z.string(),
  jobId: z.string(),
  seq: z.number(),
  at: z.iso.datetime(),
  event: z.string(),
  sourceServerId: z.string().nullable(),
  hostname: z.string().nullable(),
  detail: z.string().nullable(),
});
export type JobLogItemView = z.infer<typeof JobLogItemView>;

export const JobLogQuery = z.strictObject({
  wave: z.coerce.number().pipe(z.int32().min(1)).optional(),
  sourceServerId: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(200),
  cursor: z.string().max(500).optional(),
});
