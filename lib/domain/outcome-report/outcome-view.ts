import { z } from "zod";

import { ActionKind, ActionStage } from "#lib/domain/actions/action-kind.ts";
import { ActionState } from "#lib/domain/actions/outcome-of-action.ts";
import { DecisionAction } from "#lib/domain/execution-input.ts";
import { ServerFailure } from "#lib/domain/execution.ts";
import { ExecutionStatus, ExecutionType, WaveStatus } from "#lib/domain/execution-status.ts";

import type { Achieved } from "./achieved.ts";
import type { OutcomeComparison } from "./compare.ts";
import type { OutcomeReport, OutcomeTotals, ServerOutcome } from "./outcome-report.ts";

const Instant = z.coerce.date();
const MaybeInstant = Instant.nullable();
const Text = z.string().nullable();
const Seconds = z.number().nullable();

const Target = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.enum(["MET", "UNKNOWN", "NO_TARGET"]) }),
  z.object({ verdict: z.literal("MISSED"), bySeconds: z.number(), isAtLeast: z.boolean() }),
]);

const Recovered = z.object({ recovered: z.number(), total: z.number(), share: Seconds });

const AchievedJson: z.ZodType<Achieved> = z.object({
  rto: z.object({
    seconds: Seconds,
    reason: z.enum(["NOT_RECOVERED", "NO_CRITICAL_SERVER", "TIME_UNKNOWN"]).nullable(),
    decidedBy: Text,
    target: Target,
  }),
  rpo: z.object({ seconds: Seconds, decidedBy: Text, unknown: z.number(), target: Target }),
  critical: Recovered,
  optional: Recovered,
});

const Totals: z.ZodType<OutcomeTotals> = z.object({
  total: z.number(),
  healthy: z.number(),
  launchedNeverHealthy: z.number(),
  failed: z.number(),
  skipped: z.number(),
  notLaunched: z.number(),
  launched: z.number(),
  usedPreviousSnapshot: z.number(),
});

const Server: z.ZodType<ServerOutcome> = z.object({
  accountId: z.string(),
  region: z.string(),
  sourceServerId: z.string(),
  hostname: z.string(),
  os: Text,
  waveNumber: z.number(),
  waveName: z.string(),
  isCritical: z.boolean(),
  result: z.enum(["HEALTHY", "LAUNCHED_NEVER_HEALTHY", "FAILED", "SKIPPED", "NOT_LAUNCHED"]),
  attempts: z.number(),
  recoveryInstanceId: Text,
  rtoSeconds: Seconds,
  rpoSeconds: Seconds,
  launchedAt: MaybeInstant,
  healthyAt: MaybeInstant,
  snapshotAt: MaybeInstant,
  usedPreviousSnapshot: z.boolean(),
  skipped: z.object({ by: Text, reason: Text }).nullable(),
  error: Text,
  failure: ServerFailure.nullable(),
});

const Wave = z.object({
  number: z.number(),
  name: z.string(),
  status: WaveStatus,
  dependsOn: z.array(z.number()),
  startedAt: MaybeInstant,
  endedAt: MaybeInstant,
  reason: Text,
  achieved: AchievedJson,
  totals: Totals,
});

const Decision = z.object({
  wave: z.number(),
  action: DecisionAction,
  sourceServerIds: z.array(z.string()),
  actor: z.string(),
  comment: Text,
  waitedSince: MaybeInstant,
  at: Instant,
});

const Action = z.object({
  wave: z.number(),
  name: z.string(),
  kind: ActionKind,
  stage: ActionStage,
  state: ActionState,
  tries: z.number(),
  isAccepted: z.boolean(),
  startedAt: MaybeInstant,
  endedAt: MaybeInstant,
  error: Text,
});

const Problem = z.object({
  at: Instant,
  severity: z.enum(["problem", "warning"]),
  wave: z.number().nullable(),
  hostname: Text,
  message: z.string(),
  detail: Text,
});

/** A report after it went through JSON. */
export const OutcomeReportJson: z.ZodType<OutcomeReport> = z.object({
  type: ExecutionType,
  startedAt: Instant,
  incidentAt: MaybeInstant,
  endedAt: Instant,
  rtoMinutes: z.number().nullable(),
  rpoMinutes: z.number().nullable(),
  countedFrom: z.enum(["INCIDENT", "START"]),
  achieved: AchievedJson,
  totals: Totals,
  waves: z.array(Wave),
  criticalServers: z.array(Server),
  optionalServers: z.array(Server),
  decisions: z.array(Decision),
  actions: z.array(Action),
  problems: z.array(Problem),
});

const Change = z.object({ rtoSeconds: Seconds, rpoSeconds: Seconds });

const Comparison: z.ZodType<OutcomeComparison> = z.object({
  against: z.object({ startedAt: Instant, type: ExecutionType }).nullable(),
  change: Change,
  waves: z.array(z.object({ number: z.number(), name: z.string(), seconds: Seconds, beforeSeconds: Seconds })),
  servers: z.array(
    z.object({ sourceServerId: z.string(), hostname: z.string(), against: MaybeInstant, change: Change }),
  ),
  newlyFailed: z.array(z.string()),
  newlyHealthy: z.array(z.string()),
  firstTried: z.array(z.string()),
  noLongerThere: z.array(z.string()),
  history: z.array(z.object({ startedAt: Instant, type: ExecutionType, rtoSeconds: Seconds, rpoSeconds: Seconds })),
});

/** What an ended execution came to, and how that compares with the earlier ones of its plan. */
export const OutcomeView = z.object({
  execution: z.object({
    id: z.string(),
    plan: z.object({ id: Text, name: z.string(), version: z.number() }),
    isAdHoc: z.boolean(),
    status: ExecutionStatus,
    simulated: z.boolean(),
    requestedBy: z.string(),
    comment: Text,
  }),
  report: OutcomeReportJson,
  /** When the report was made: at the end of the execution, or when it was first asked for. */
  madeAt: Instant,
  comparison: Comparison,
  /** The execution of the plan before it, which it is compared with; null where there is none. */
  before: z
    .object({
      id: z.string(),
      planVersion: z.number(),
      status: ExecutionStatus,
      type: ExecutionType,
      startedAt: Instant,
      seconds: Seconds,
      totals: Totals,
    })
    .nullable(),
});
export type OutcomeView = z.infer<typeof OutcomeView>;

export const OutcomeQuery = z.strictObject({ format: z.enum(["json", "csv"]).optional() });
