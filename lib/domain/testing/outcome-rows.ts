import fc from "fast-check";

import { ActionKind, ActionStage } from "#lib/domain/actions/action-kind.ts";
import { ActionState } from "#lib/domain/actions/outcome-of-action.ts";
import { DecisionAction } from "#lib/domain/execution-input.ts";
import { ExecutionType, ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";
import type { OutcomeInput } from "#lib/domain/outcome-report/outcome-report.ts";
import type {
  ActionRow,
  DecisionRow,
  ExecutionRow,
  ProblemRow,
  ServerRow,
  WaveRow,
} from "#lib/domain/outcome-report/outcome-rows.ts";

const START = new Date("2026-03-02T06:00:00Z");

/** So many minutes after the execution started. */
export function at(minutes: number): Date {
  return new Date(START.getTime() + minutes * 60_000);
}

export function executionRow(execution: Partial<ExecutionRow> = {}): ExecutionRow {
  return {
    type: "RECOVERY",
    startedAt: START,
    incidentAt: null,
    endedAt: at(120),
    rtoMinutes: null,
    rpoMinutes: null,
    ...execution,
  };
}

export function waveRow(wave: Partial<WaveRow> = {}): WaveRow {
  return {
    number: 1,
    name: "All",
    status: "COMPLETED",
    dependsOn: [],
    startedAt: START,
    endedAt: at(20),
    reason: null,
    ...wave,
  };
}

/** Rows of an ended execution: one wave of no servers, unless said otherwise. */
export function outcomeInput(input: Partial<OutcomeInput> = {}): OutcomeInput {
  return {
    execution: executionRow(),
    waves: [waveRow()],
    servers: [],
    decisions: [],
    actions: [],
    problems: [],
    ...input,
  };
}

/** A critical server of wave 1 that was launched at once and healthy after 20 minutes, with data 5 minutes old. */
export function serverRow(sourceServerId: string, server: Partial<ServerRow> = {}): ServerRow {
  return {
    accountId: "111111111111",
    region: "us-east-1",
    sourceServerId,
    os: null,
    hostname: `host-${sourceServerId}`,
    waveNumber: 1,
    isCritical: true,
    status: "HEALTHY",
    attempts: 1,
    recoveryInstanceId: null,
    requestedAt: START,
    launchedAt: at(15),
    healthyAt: at(20),
    snapshotAt: at(-5),
    usedPreviousSnapshot: false,
    skippedBy: null,
    reason: null,
    error: null,
    failure: null,
    ...server,
  };
}

const anyTime = fc.integer({ min: -300, max: 300 }).map(at);
const anyText = fc.oneof(
  fc.string(),
  fc.constantFrom("=1+1", "+a", "-2", "@x", "\ty", "\r\nz", 'say "no", please', ""),
);
const anyMinutes = fc.option(fc.integer({ min: 1, max: 300 }));

const anyExecution: fc.Arbitrary<ExecutionRow> = fc.record({
  type: fc.constantFrom(...ExecutionType.options),
  startedAt: anyTime,
  incidentAt: fc.option(anyTime),
  endedAt: anyTime,
  rtoMinutes: anyMinutes,
  rpoMinutes: anyMinutes,
});

const anyServer: fc.Arbitrary<ServerRow> = fc.record({
  accountId: fc.constant("111111111111"),
  region: fc.constantFrom("us-east-1", "eu-west-1"),
  os: fc.option(anyText),
  attempts: fc.nat({ max: 3 }),
  recoveryInstanceId: fc.option(anyText),
  failure: fc.option(
    fc.record({
      service: anyText,
      operation: anyText,
      message: anyText,
      at: anyTime.map((time) => time.toISOString()),
    }),
  ),
  sourceServerId: fc.integer({ min: 0, max: 30 }).map((number) => `s-${number}`),
  hostname: anyText,
  waveNumber: fc.integer({ min: 1, max: 3 }),
  isCritical: fc.boolean(),
  status: fc.constantFrom(...ServerStatus.options),
  requestedAt: fc.option(anyTime),
  launchedAt: fc.option(anyTime),
  healthyAt: fc.option(anyTime),
  snapshotAt: fc.option(anyTime),
  usedPreviousSnapshot: fc.boolean(),
  skippedBy: fc.option(anyText),
  reason: fc.option(anyText),
  error: fc.option(anyText),
});

const anyDecision: fc.Arbitrary<DecisionRow> = fc.record({
  wave: fc.integer({ min: 1, max: 3 }),
  action: fc.constantFrom(...DecisionAction.options),
  sourceServerIds: fc.array(
    fc.integer({ min: 0, max: 30 }).map((number) => `s-${number}`),
    { maxLength: 3 },
  ),
  actor: anyText,
  comment: fc.option(anyText),
  waitedSince: fc.option(anyTime),
  at: anyTime,
});

export function actionRow(fields: Partial<ActionRow> = {}): ActionRow {
  return {
    wave: 1,
    name: "Warm up",
    kind: "HTTP_CHECK",
    stage: "AFTER",
    state: "SUCCEEDED",
    tries: 1,
    isAccepted: false,
    startedAt: at(20),
    endedAt: at(21),
    error: null,
    ...fields,
  };
}

const anyAction: fc.Arbitrary<ActionRow> = fc.record({
  wave: fc.integer({ min: 1, max: 3 }),
  name: anyText,
  kind: fc.constantFrom(...ActionKind.options),
  stage: fc.constantFrom(...ActionStage.options),
  state: fc.constantFrom(...ActionState.options),
  tries: fc.nat({ max: 3 }),
  isAccepted: fc.boolean(),
  startedAt: fc.option(anyTime),
  endedAt: fc.option(anyTime),
  error: fc.option(anyText),
});

const anyProblem: fc.Arbitrary<ProblemRow> = fc.record({
  at: anyTime,
  severity: fc.constantFrom("problem", "warning"),
  wave: fc.option(fc.integer({ min: 1, max: 3 })),
  hostname: fc.option(anyText),
  message: anyText,
  detail: fc.option(anyText),
});

const anyWave: fc.Arbitrary<Omit<WaveRow, "number" | "dependsOn">> = fc.record({
  name: anyText,
  status: fc.constantFrom(...WaveStatus.options),
  startedAt: fc.option(anyTime),
  endedAt: fc.option(anyTime),
  reason: fc.option(anyText),
});

/** Any rows of an ended execution with waves 1 to 3, consistent or not. */
export const anyOutcome: fc.Arbitrary<OutcomeInput> = fc.record({
  execution: anyExecution,
  waves: fc
    .tuple(...[1, 2, 3].map(() => anyWave))
    .map((waves) =>
      waves.map((wave, index) => ({ ...wave, number: index + 1, dependsOn: index === 0 ? [] : [index] })),
    ),
  servers: fc.uniqueArray(anyServer, { maxLength: 20, selector: ({ sourceServerId }) => sourceServerId }),
  decisions: fc.array(anyDecision, { maxLength: 5 }),
  actions: fc.array(anyAction, { maxLength: 5 }),
  problems: fc.array(anyProblem, { maxLength: 5 }),
});
