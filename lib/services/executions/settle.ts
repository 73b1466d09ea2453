import {
  type ExecutionWave,
  listWaves,
  queueWave,
  releaseServers,
  skipUnstarted,
  type TalliedServer,
  tallyServers,
  updateExecution,
  updateWave,
} from "#lib/db/executions.ts";
import { cancelUnstartedRuns, type TalliedRun, tallyActionRuns, wakeRuns } from "#lib/db/action-runs.ts";
import { isClosed, listLaunches } from "#lib/db/launches.ts";
import { listOpenStepTasks, resolveAllStepTasks, resolveStepTask } from "#lib/db/step-tasks.ts";
import { hasFailed } from "#lib/domain/actions/outcome-of-action.ts";
import { actionsProgress } from "#lib/domain/actions/wave-actions.ts";
import {
  actionsToStart,
  endOfFlow,
  type Flow,
  type FlowWave,
  nextWaveChange,
  type WaveChange,
  wavesToSkip,
} from "#lib/domain/execution-flow.ts";
import {
  type ExecutionType,
  executionTransition,
  isTerminal,
  isUnstarted,
  isWaveOver,
  type WaveStatus,
  waveTransition,
} from "#lib/domain/execution-status.ts";
import { FINALIZE, hasBegun, LAUNCH, type ParkedOutcome, parkedOutcome, progressOf } from "#lib/domain/parked-task.ts";
import { turnOf, type WaveState } from "#lib/domain/wave-turn.ts";

import { scheduleCleanup } from "./cleanup-schedule.ts";
import { keepReport } from "./report.ts";
import { type ExecutionTransaction, tell } from "./locked.ts";
import { startActions } from "./start-actions.ts";
import { endEvent, type ExecutionEnd, reasonFor, startEvent, waveEvent } from "./settle-words.ts";

/**
 * Brings waves and execution in line with their servers: the last call of every transaction that changed one. Waves say
 * what they are, those that can never start are cancelled, tasks that waited are decided, and an execution of which
 * nothing is left to do ends. Doing it twice changes nothing.
 */
export async function settle(tx: ExecutionTransaction): Promise<void> {
  if (isTerminal(tx.execution.status)) return;
  const waves = await listWaves(tx.db, tx.execution.id);
  const servers = Map.groupBy(await tallyServers(tx.db, tx.execution.id), (server) => server.waveNumber);
  const runs = Map.groupBy(await tallyActionRuns(tx.db, tx.execution.id), (run) => run.waveNumber);
  const flow = (): Flow => ({
    status: tx.execution.status,
    waves: waves.map((wave) => flowOf(wave, runs.get(wave.number) ?? [], tx.execution.type)),
    servers,
  });
  for (let change = nextWaveChange(flow()); change !== null; change = nextWaveChange(flow())) {
    await applyChange(tx, { waves, servers, runs, change });
  }
  for (const number of wavesToSkip(flow())) await skipWave(tx, { waves, servers, number });
  await dropActions(tx, { waves, runs });
  await startReadyActions(tx, runs, actionsToStart(flow()));
  const end = endOfFlow(flow());
  if (end !== null && (await isNothingOpen(tx))) await endExecution(tx, end);
  else await decideTasks(tx, { waves, servers });
}

type Parts = { waves: readonly ExecutionWave[]; servers: Map<number, TalliedServer[]> };

async function applyChange(
  tx: ExecutionTransaction,
  { waves, servers, runs, change }: Parts & { runs: Map<number, TalliedRun[]>; change: WaveChange },
): Promise<void> {
  const wave = waves.find((candidate) => candidate.number === change.number);
  if (wave === undefined) return;
  const own = servers.get(wave.number) ?? [];
  const blocker = waves.find((other) => other.number === change.blockedBy);
  if (change.isContinued) wave.continuedAt ??= tx.now();
  await changeWave(tx, wave, {
    status: change.status,
    reason: reasonFor(wave, {
      status: change.status,
      servers: own,
      blocker,
      failedActions: namesOfFailed(runs.get(wave.number) ?? []),
    }),
  });
}

function namesOfFailed(runs: readonly TalliedRun[]): string[] {
  return runs.filter(({ state, isAccepted }) => hasFailed(state) && !isAccepted).map(({ action }) => action.name);
}

async function skipWave(
  tx: ExecutionTransaction,
  { waves, servers, number }: Parts & { number: number },
): Promise<void> {
  const wave = waves.find((candidate) => candidate.number === number);
  if (wave === undefined) return;
  await skipUnstarted(tx.db, wave, wave.reason ?? "The execution was cancelled.");
  const own = servers.get(number) ?? [];
  servers.set(
    number,
    own.map((server) => (isUnstarted(server.status) ? { ...server, status: "SKIPPED" } : server)),
  );
}

/** Actions of waves that are over, and that did not start, never will. What runs is looked at once more, and stopped. */
async function dropActions(
  tx: ExecutionTransaction,
  { waves, runs }: { waves: readonly ExecutionWave[]; runs: Map<number, TalliedRun[]> },
): Promise<void> {
  for (const wave of waves.filter(({ status }) => isWaveOver(status))) {
    const unstarted = runs.get(wave.number)?.filter(({ state }) => state === "PENDING") ?? [];
    if (unstarted.length === 0) continue;
    await cancelUnstartedRuns(tx.db, wave, tx.now());
    for (const run of unstarted) run.state = "CANCELLED";
  }
  const isCancelling = tx.execution.status === "CANCELLING";
  const unwanted = waves.filter(({ status }) => isCancelling || isWaveOver(status)).map(({ number }) => number);
  const running = [...runs.values()].flat().filter(({ state }) => state === "RUNNING");
  const toStop = running.filter(({ waveNumber }) => unwanted.includes(waveNumber)).map(({ id }) => id);
  if (toStop.length > 0) await wakeRuns(tx.db, toStop, tx.now());
}

async function startReadyActions(
  tx: ExecutionTransaction,
  runs: Map<number, TalliedRun[]>,
  ready: Map<number, readonly string[]>,
): Promise<void> {
  for (const [number, ids] of ready) {
    const own = runs.get(number) ?? [];
    await startActions(
      tx,
      own.filter(({ actionId }) => ids.includes(actionId)),
    );
  }
}

/** What a task that waits would be answered now; null while its condition is not true. Begins a wave whose launch may go. */
export async function answerFor(
  tx: ExecutionTransaction,
  task: { step: string; waveNumber: number },
): Promise<ParkedOutcome | null> {
  const waves = await listWaves(tx.db, tx.execution.id);
  const servers = new Map([[task.waveNumber, await tallyServers(tx.db, tx.execution.id, task.waveNumber)]]);
  return answerOf(tx, task, { waves, servers });
}

/** Sets a wave going: with what comes before its launch, or else with the launch. */
export async function beginWave(tx: ExecutionTransaction, wave: ExecutionWave): Promise<void> {
  const runs = await tallyActionRuns(tx.db, tx.execution.id, wave.number);
  const isActingFirst = runs.some(({ action }) => action.when === "BEFORE");
  const status = waveTransition(wave.status, isActingFirst ? "PRE_ACTIONS" : "LAUNCHING");
  await updateWave(tx.db, wave, { status, startedAt: wave.startedAt ?? tx.now() });
  wave.status = status;
  await tell(tx, startEvent(wave));
  const { before } = flowOf(wave, runs, tx.execution.type);
  if (!isActingFirst) await queueWave(tx.db, wave, tx.now());
  else if (tx.execution.status === "RUNNING") {
    await startActions(
      tx,
      runs.filter(({ actionId }) => before.start.includes(actionId)),
    );
  }
}

/** What decides about a wave. */
function flowOf(wave: ExecutionWave, runs: readonly TalliedRun[], mode: ExecutionType): FlowWave {
  const { onFailure, passPercent, trouble } = wave;
  return {
    ...{ ...stateOf(wave), onFailure, passPercent, hasTrouble: trouble !== null },
    before: actionsProgress(runs, { stage: "BEFORE", mode }),
    after: actionsProgress(runs, { stage: "AFTER", mode }),
  };
}

/** Writes a wave's new status and says so. Ends are told with their reason. */
export async function changeWave(
  tx: ExecutionTransaction,
  wave: ExecutionWave,
  change: { status: WaveStatus; reason: string | null },
): Promise<void> {
  const status = waveTransition(wave.status, change.status);
  const isOver = isWaveOver(status);
  const { continuedAt } = wave;
  const decisionSince = status === "AWAITING_DECISION" ? (wave.decisionSince ?? tx.now()) : null;
  const endedAt = isOver ? (wave.endedAt ?? tx.now()) : null;
  await updateWave(tx.db, wave, { status, reason: change.reason, continuedAt, decisionSince, endedAt });
  Object.assign(wave, { status, reason: change.reason, decisionSince, endedAt });
  // What comes before the launch is done: the servers stand in the queue of their account and Region from now on.
  if (status === "LAUNCHING") await queueWave(tx.db, wave, tx.now());
  if (isOver || status === "AWAITING_DECISION") await tell(tx, waveEvent(wave));
}

export function stateOf(wave: ExecutionWave): WaveState {
  const { number, name, dependsOn, status, continuedAt } = wave;
  return { number, name, dependsOn, status, isContinued: continuedAt !== null };
}

/** Parked tasks whose condition has come true. Their tokens are completed after the commit. */
async function decideTasks(tx: ExecutionTransaction, parts: Parts): Promise<void> {
  const { id: executionId, generation } = tx.execution;
  for (const task of await listOpenStepTasks(tx.db, { executionId, generation })) {
    const outcome = await answerOf(tx, task, parts);
    if (outcome !== null) await resolveStepTask(tx.db, task, { outcome, at: tx.now() });
  }
}

async function answerOf(
  tx: ExecutionTransaction,
  task: { step: string; waveNumber: number },
  { waves, servers }: Parts,
): Promise<ParkedOutcome | null> {
  if (task.step === FINALIZE) return isTerminal(tx.execution.status) ? "over" : null;
  const wave = waves.find((candidate) => candidate.number === task.waveNumber);
  if (wave === undefined) return "over";
  const execution = { status: tx.execution.status, waves: waves.map(stateOf) };
  if (task.step === LAUNCH && !hasBegun(wave) && turnOf(stateOf(wave), execution).kind === "go")
    await beginWave(tx, wave);
  return parkedOutcome(task.step, progressOf(stateOf(wave), servers.get(wave.number) ?? []), execution);
}

/** Whether AWS has nothing more to say: every call is refused or its job watched to its end. */
async function isNothingOpen(tx: ExecutionTransaction): Promise<boolean> {
  return (await listLaunches(tx.db, { executionId: tx.execution.id })).every(isClosed);
}

/** The servers are given back, the state machine is let go, a drill's clean-up is put on the calendar, the outcome is kept. */
async function endExecution(tx: ExecutionTransaction, outcome: ExecutionEnd): Promise<void> {
  const { id, status } = tx.execution;
  const from = status === "PENDING" ? executionTransition(status, "RUNNING") : status;
  tx.execution = await updateExecution(tx.db, id, { status: executionTransition(from, outcome), endedAt: tx.now() });
  await releaseServers(tx.db, id, tx.now());
  await resolveAllStepTasks(tx.db, id, { outcome: "over", at: tx.now() });
  await tell(tx, endEvent(outcome));
  await scheduleCleanup(tx);
  await keepReport(tx.db, tx.execution, tx.now());
}
