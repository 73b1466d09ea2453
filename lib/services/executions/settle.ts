import {
  countServers,
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
import { isClosed, listLaunches } from "#lib/db/launches.ts";
import { listOpenStepTasks, resolveAllStepTasks, resolveStepTask } from "#lib/db/step-tasks.ts";
import {
  executionTransition,
  hasWavePassed,
  isServerSettled,
  isTerminal,
  isWaveOver,
  isWaveUnderWay,
  type WaveStatus,
  waveTransition,
} from "#lib/domain/execution-status.ts";
import { executionOutcome } from "#lib/domain/outcome.ts";
import { FINALIZE, hasBegun, LAUNCH, type ParkedOutcome, parkedOutcome, progressOf } from "#lib/domain/parked-task.ts";
import { turnOf, type WaveState } from "#lib/domain/wave-turn.ts";
import { type JudgedWave, waveVerdict } from "#lib/domain/wave-verdict.ts";

import { scheduleCleanup } from "./cleanup-schedule.ts";
import { type ExecutionTransaction, tell } from "./locked.ts";
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
  for (const wave of waves) await settleWave(tx, wave, servers.get(wave.number) ?? []);
  await cancelBlocked(tx, waves);
  if (await conclude(tx, waves)) return;
  await decideTasks(tx, waves);
}

/** What a task that waits would be answered now; null while its condition is not true. Begins a wave whose launch may go. */
export async function answerFor(
  tx: ExecutionTransaction,
  task: { step: string; waveNumber: number },
): Promise<ParkedOutcome | null> {
  const waves = await listWaves(tx.db, tx.execution.id);
  return answerOf(tx, task, waves);
}

/** Sets a wave going: its servers stand in the queue of their account and Region from now on. */
export async function beginWave(tx: ExecutionTransaction, wave: ExecutionWave): Promise<void> {
  const status = waveTransition(wave.status, "LAUNCHING");
  await updateWave(tx.db, wave, { status, startedAt: wave.startedAt ?? tx.now() });
  wave.status = status;
  await queueWave(tx.db, wave, tx.now());
  await tell(tx, startEvent(wave));
}

async function settleWave(
  tx: ExecutionTransaction,
  wave: ExecutionWave,
  servers: readonly TalliedServer[],
): Promise<void> {
  const next = nextStatus(tx, wave, servers);
  if (next === null || next.status === wave.status) return;
  wave.continuedAt ??= next.isAccepted && isWaveOver(next.status) ? tx.now() : null;
  await changeWave(tx, wave, { status: next.status, reason: reasonFor(wave, next.status, servers) });
}

type Next = { status: WaveStatus; isAccepted: boolean };

function nextStatus(tx: ExecutionTransaction, wave: ExecutionWave, servers: readonly TalliedServer[]): Next | null {
  const isCancelling = tx.execution.status === "CANCELLING";
  if (!isWaveUnderWay(wave.status)) {
    if (isCancelling && !isWaveOver(wave.status)) return { status: "CANCELLED", isAccepted: false };
    return isWaveOver(wave.status) ? improvement(wave, servers) : null;
  }
  const verdict = waveVerdict(judged(wave), servers);
  if (isCancelling && verdict.status !== "COMPLETED") {
    // What DRS runs cannot be stopped: the wave is cancelled once DRS has said what became of it.
    const isRunning = servers.some(({ status }) => status === "LAUNCHING");
    return isRunning ? null : { status: "CANCELLED", isAccepted: false };
  }
  return verdict;
}

/** A wave whose failures were accepted may still come to more, while the execution runs. */
function improvement(wave: ExecutionWave, servers: readonly TalliedServer[]): Next | null {
  const mayImprove = wave.status === "PARTIAL" || (wave.status === "FAILED" && wave.continuedAt !== null);
  if (!mayImprove || !servers.every(({ status }) => isServerSettled(status))) return null;
  const { status, isAccepted } = waveVerdict({ ...judged(wave), isContinued: true }, servers);
  const isBetter = status === "COMPLETED" || (status === "PARTIAL" && wave.status === "FAILED");
  return isBetter ? { status, isAccepted } : null;
}

function judged(wave: ExecutionWave): JudgedWave {
  const { onFailure, passPercent, continuedAt, trouble } = wave;
  return { onFailure, passPercent, isContinued: continuedAt !== null, hasTrouble: trouble !== null };
}

/** Writes a wave's new status and says so. Ends are told with their reason; what will not start any more is skipped. */
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
  if (isOver && !hasWavePassed(stateOf(wave))) await skipUnstarted(tx.db, wave, change.reason);
  if (status === "SKIPPED") await skipUnstarted(tx.db, wave, change.reason);
  if (isOver || status === "AWAITING_DECISION") await tell(tx, waveEvent(wave));
}

async function cancelBlocked(tx: ExecutionTransaction, waves: readonly ExecutionWave[]): Promise<void> {
  for (;;) {
    const blocked = findBlocked(tx, waves);
    if (blocked === null) return;
    const reason = `Wave ${blocked.by.number} "${blocked.by.name}" did not pass.`;
    await changeWave(tx, blocked.wave, { status: "CANCELLED", reason });
  }
}

function findBlocked(tx: ExecutionTransaction, waves: readonly ExecutionWave[]) {
  const states = waves.map(stateOf);
  for (const wave of waves) {
    const turn = turnOf(stateOf(wave), { status: tx.execution.status, waves: states });
    if (turn.kind === "blocked") return { wave, by: turn.by };
  }
  return null;
}

export function stateOf(wave: ExecutionWave): WaveState {
  const { number, name, dependsOn, status, continuedAt } = wave;
  return { number, name, dependsOn, status, isContinued: continuedAt !== null };
}

/** Parked tasks whose condition has come true. Their tokens are completed after the commit. */
async function decideTasks(tx: ExecutionTransaction, waves: readonly ExecutionWave[]): Promise<void> {
  const { id: executionId, generation } = tx.execution;
  for (const task of await listOpenStepTasks(tx.db, { executionId, generation })) {
    const outcome = await answerOf(tx, task, waves);
    if (outcome !== null) await resolveStepTask(tx.db, task, { outcome, at: tx.now() });
  }
}

async function answerOf(
  tx: ExecutionTransaction,
  task: { step: string; waveNumber: number },
  waves: readonly ExecutionWave[],
): Promise<ParkedOutcome | null> {
  if (task.step === FINALIZE) return isTerminal(tx.execution.status) ? "over" : null;
  const wave = waves.find((candidate) => candidate.number === task.waveNumber);
  if (wave === undefined) return "over";
  const execution = { status: tx.execution.status, waves: waves.map(stateOf) };
  if (task.step === LAUNCH && !hasBegun(wave) && turnOf(stateOf(wave), execution).kind === "go")
    await beginWave(tx, wave);
  const servers = (await tallyServers(tx.db, wave.executionId, wave.number)) satisfies readonly TalliedServer[];
  return parkedOutcome(task.step, progressOf(stateOf(wave), servers), execution);
}

async function conclude(tx: ExecutionTransaction, waves: readonly ExecutionWave[]): Promise<boolean> {
  const { id, status } = tx.execution;
  if (!waves.every((wave) => isWaveOver(wave.status))) return false;
  const isCancelling = status === "CANCELLING";
  const busy = await countServers(tx.db, id, isCancelling ? ["LAUNCHING"] : ["QUEUED", "LAUNCHING", "LAUNCHED"]);
  if (busy > 0 || !(await listLaunches(tx.db, { executionId: id })).every(isClosed)) return false;
  const outcome = isCancelling ? "CANCELLED" : executionOutcome(waves.map(stateOf));
  await endExecution(tx, outcome);
  return true;
}

/** The servers are given back, the state machine is let go, and a drill's clean-up is put on the calendar. */
async function endExecution(tx: ExecutionTransaction, outcome: ExecutionEnd): Promise<void> {
  const { id, status } = tx.execution;
  const from = status === "PENDING" ? executionTransition(status, "RUNNING") : status;
  tx.execution = await updateExecution(tx.db, id, { status: executionTransition(from, outcome), endedAt: tx.now() });
  await releaseServers(tx.db, id, tx.now());
  await resolveAllStepTasks(tx.db, id, { outcome: "over", at: tx.now() });
  await tell(tx, endEvent(outcome));
  await scheduleCleanup(tx);
}
