import type { ActionRunView } from "../actions/action-view.ts";
import type { ExecutionServerView, ExecutionView, ExecutionWaveView } from "../execution.ts";

const AT = "2026-11-24T03:08:00.000Z";

/** A server view; every field has a default. The n-th is called `server-n`. */
export function serverView(fields: Partial<ExecutionServerView> & { n?: number } = {}): ExecutionServerView {
  const { n = 1, ...rest } = fields;
  return {
    sourceServerId: `s-${String(n).padStart(17, "0")}`,
    accountId: "111122223333",
    region: "us-west-2",
    hostname: `server-${n}`,
    os: null,
    protectionGroup: { id: "group", name: "group" },
    status: "PENDING",
    cameTo: null,
    isCritical: true,
    attempts: 0,
    queue: null,
    waitsFor: null,
    protection: null,
    recoveryInstanceId: null,
    pointInTime: { kind: "LATEST" },
    launchedFrom: null,
    instance: null,
    gates: [],
    stableSince: null,
    error: null,
    failure: null,
    phases: [],
    jobId: null,
    launchedAt: null,
    healthyAt: null,
    links: { sourceServer: "https://example.com", job: null, instance: null },
    ...rest,
  };
}

/** An action in an execution; every field has a default. */
export function actionRunView(fields: Partial<ActionRunView> = {}): ActionRunView {
  const name = fields.name ?? "Start the pool";
  return {
    id: `run of ${name}`,
    actionId: `action ${name}`,
    name,
    kind: "SSM_COMMAND",
    stage: "AFTER",
    group: 0,
    onFailure: "ASK",
    state: "PENDING",
    tries: 0,
    mostTries: 1,
    isAccepted: false,
    mayHaveRunTwice: false,
    startedAt: null,
    endedAt: null,
    deadlineAt: null,
    error: null,
    output: null,
    outputCut: 0,
    request: null,
    result: null,
    task: null,
    ...fields,
  };
}

export function waveView(fields: Partial<ExecutionWaveView> = {}): ExecutionWaveView {
  const number = fields.number ?? 1;
  return {
    number,
    name: `Wave ${number}`,
    status: "PENDING",
    reason: null,
    decisionSince: null,
    isContinued: false,
    onFailure: "ASK",
    passPercent: 100,
    automaticRetries: 0,
    launchTimeoutMinutes: 180,
    healthTimeoutMinutes: 45,
    health: null,
    startedWith: null,
    dependsOn: [],
    protectionGroups: [],
    startedAt: null,
    endedAt: null,
    servers: [],
    launches: [],
    actions: [],
    ...fields,
  };
}

export function executionView(fields: Partial<ExecutionView> = {}): ExecutionView {
  const waves = fields.waves ?? [];
  return {
    id: "7f3a91c2-0000-4000-8000-000000000000",
    plan: { id: "plan", name: "Payments", version: 14 },
    isAdHoc: false,
    type: "RECOVERY",
    status: "RUNNING",
    simulated: true,
    requestedBy: "Mara Okafor",
    comment: null,
    incidentAt: null,
    createdAt: AT,
    startedAt: AT,
    endedAt: null,
    rtoMinutes: null,
    rpoMinutes: null,
    servers: { total: 0, healthy: 0, launched: 0, launching: 0, failed: 0, toGo: 0, skipped: 0 },
    waveCount: waves.length,
    wavesOver: 0,
    wavesUnderWay: [],
    wavesToDecide: [],
    tasksToDo: 0,
    cleanupStatus: "NONE",
    engine: { state: "RUNNING", generation: 1, reason: null, since: AT, executionUrl: null, logsUrl: null },
    inventoryAt: null,
    pointInTime: { pointInTime: { kind: "LATEST" }, sourceGone: "NO" },
    waves,
    decisions: [],
    cleanupMinutes: null,
    estimate: null,
    cleanup: {
      status: "NONE",
      number: 0,
      dueAt: null,
      requestedBy: null,
      comment: null,
      startedAt: null,
      endedAt: null,
      error: null,
      leftovers: [],
    },
    asOf: AT,
    ...fields,
  };
}
