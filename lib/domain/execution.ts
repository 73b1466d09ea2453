import { z } from "zod";

import { ActionRunView } from "./actions/action-view.ts";
import { PlanEstimate } from "./estimate/plan-estimate.ts";
import { DecisionAction } from "./execution-input.ts";
import { ExecutionStatus, ExecutionType, ServerStatus, WaveStatus } from "./execution-status.ts";
import { GateView } from "./health-gates/gate-progress.ts";
import { WaveHealth } from "./health-gates/health-profile.ts";
import { ExecutionPointInTime, LaunchPointInTime } from "./point-in-time/choice.ts";
import { OnFailure } from "./wave-policy.ts";

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
  publicIpAddress: z.string().nullable().default(null),
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
  /** What a terminated server was when its instance went. */
  cameTo: ServerStatus.nullable(),
  /** Its failure fails the wave; an optional server's does not. */
  isCritical: z.boolean(),
  /** Launches that AWS took so far. */
  attempts: z.number(),
  /** Where it stands among the servers that wait for DRS in its account and Region, from 1; null when it does not wait. */
  queue: z.object({ position: z.number(), length: z.number(), since: z.iso.datetime() }).nullable(),
  /** The DRS job that has it now: an earlier one of this execution, of another one, or of somebody else. Null when it waits for none. */
  waitsFor: z
    .object({
      jobId: z.string(),
      jobUrl: z.string(),
      isOwn: z.boolean(),
      execution: z.object({ id: z.string(), name: z.string(), type: ExecutionType }).nullable(),
    })
    .nullable(),
  /** EC2 termination protection of a recovered server. */
  protection: z.object({ at: z.iso.datetime().nullable(), error: z.string().nullable() }).nullable(),
  recoveryInstanceId: z.string().nullable(),
  /** The data that its next launch starts from. */
  pointInTime: LaunchPointInTime,
  /** What it was last launched from, as far as AWS has told; without id DRS took a new snapshot. */
  launchedFrom: z
    .object({
      snapshotId: z.string().nullable(),
      at: z.iso.datetime().nullable(),
      /** DRS could not take a new snapshot and used an earlier one. */
      isPrevious: z.boolean(),
    })
    .nullable(),
  instance: InstanceFacts.nullable(),
  /** How the gates of its wave's health profile stand, in their order; empty without a profile. */
  gates: z.array(GateView),
  /** Since when all of them pass without a break. */
  stableSince: z.iso.datetime().nullable(),
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

/** A wave as it was when its execution started. */
export const StartedWave = z.object({
  name: z.string(),
  dependsOn: z.array(z.number()),
  onFailure: OnFailure,
  passPercent: z.number(),
  automaticRetries: z.number(),
  launchTimeoutMinutes: z.number(),
  healthTimeoutMinutes: z.number(),
});
export type StartedWave = z.infer<typeof StartedWave>;

export const ExecutionWaveView = z.object({
  number: z.number(),
  name: z.string(),
  status: WaveStatus,
  reason: z.string().nullable(),
  /** Since when it waits for a person; null while it does not. */
  decisionSince: z.iso.datetime().nullable(),
  /** Its failures were accepted: the waves behind it start. */
  isContinued: z.boolean(),
  onFailure: OnFailure,
  passPercent: z.number(),
  automaticRetries: z.number(),
  launchTimeoutMinutes: z.number(),
  healthTimeoutMinutes: z.number(),
  /** The health profile as it was at the start; null: EC2's status checks alone. */
  health: WaveHealth.nullable(),
  /** How the plan version had it, to tell what was changed since; null where that is not known. */
  startedWith: StartedWave.nullable(),
  dependsOn: z.array(z.number()),
  protectionGroups: z.array(z.object({ id: z.string(), name: z.string() })),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  servers: z.array(ExecutionServerView),
  launches: z.array(LaunchView),
  /** What is done before its launch and after it, in the order of the plan. */
  actions: z.array(ActionRunView),
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

export const CleanupStatus = z.enum(["NONE", "SCHEDULED", "RUNNING", "DONE", "FAILED", "DROPPED"]);
export type CleanupStatus = z.infer<typeof CleanupStatus>;

/** Instances are being terminated, or will be without anybody doing more. */
export function isCleanupUnderWay(status: CleanupStatus): boolean {
  return status === "SCHEDULED" || status === "RUNNING";
}

/** Something that an execution left in EC2 and that costs until it is removed. */
export const Leftover = z.object({
  kind: z.enum(["instance", "volume", "network-interface"]),
  id: z.string(),
  accountId: z.string(),
  region: z.string(),
  state: z.string(),
  hostname: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  /** What it cost since then, US dollars at on-demand prices, and what it costs an hour; null where no price is known. */
  costSoFarUsd: z.number().nullable(),
  costPerHourUsd: z.number().nullable(),
  url: z.string(),
});
export type Leftover = z.infer<typeof Leftover>;

/** The newest clean-up of an execution. `NONE`: there was none. */
export const CleanupView = z.object({
  status: CleanupStatus,
  number: z.number(),
  dueAt: z.iso.datetime().nullable(),
  requestedBy: z.string().nullable(),
  comment: z.string().nullable(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  leftovers: z.array(Leftover),
});
export type CleanupView = z.infer<typeof CleanupView>;

export const DecisionView = z.object({
  wave: z.number(),
  action: DecisionAction,
  sourceServerIds: z.array(z.string()),
  /** Failed actions of the wave that it was about. */
  actionIds: z.array(z.string()),
  actor: z.string(),
  comment: z.string().nullable(),
  waitedSince: z.iso.datetime().nullable(),
  at: z.iso.datetime(),
});
export type DecisionView = z.infer<typeof DecisionView>;

export const ExecutionSummary = z.object({
  id: z.string(),
  /** Of a selection of servers without plan the id is null and the version 0. */
  plan: z.object({ id: z.string().nullable(), name: z.string(), version: z.number() }),
  isAdHoc: z.boolean(),
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
  /** Waves that wait for a person. */
  wavesToDecide: z.array(z.number()),
  /** Manual tasks that wait for a person. */
  tasksToDo: z.number(),
  cleanupStatus: CleanupStatus,
  engine: EngineView,
});
export type ExecutionSummary = z.infer<typeof ExecutionSummary>;

export const ExecutionView = ExecutionSummary.extend({
  inventoryAt: z.iso.datetime().nullable(),
  /** The data that was asked for at its start. */
  pointInTime: ExecutionPointInTime,
  waves: z.array(ExecutionWaveView),
  decisions: z.array(DecisionView),
  /** What happens to a drill's instances after its end, in minutes; null: until somebody asks. */
  cleanupMinutes: z.number().nullable(),
  cleanup: CleanupView,
  /** How long it was expected to take when it started; null where that was not kept. */
  estimate: PlanEstimate.nullable(),
  /** When the page was put together; what is shown is never older. */
  asOf: z.iso.datetime(),
});
export type ExecutionView = z.infer<typeof ExecutionView>;

/** For so long after a launch its instance is looked after, whatever became of its execution. */
export const CARE_MS = 24 * 60 * 60_000;

/** A healthy recovered server that is not protected against termination yet, while that is still being tried. */
export function isProtectionDue(server: ExecutionServerView, { type, asOf }: ExecutionView): boolean {
  const { status, recoveryInstanceId, protection, healthyAt } = server;
  if (type !== "RECOVERY" || status !== "HEALTHY" || recoveryInstanceId === null || healthyAt === null) return false;
  return (protection === null || protection.at === null) && Date.parse(asOf) - Date.parse(healthyAt) < CARE_MS;
}

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
