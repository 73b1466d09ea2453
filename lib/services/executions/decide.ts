import { type TalliedRun, tallyActionRuns, updateActionRun } from "#lib/db/action-runs.ts";
import { findLastDecision, insertDecision } from "#lib/db/decisions.ts";
import { type ExecutionServer, type ExecutionWave, listExecutionServers, updateWave } from "#lib/db/executions.ts";
import { ActionStage } from "#lib/domain/actions/action-kind.ts";
import { actionsProgress } from "#lib/domain/actions/wave-actions.ts";
import { type DecidedWave, requireDecidable, requireReason, serversOfDecision } from "#lib/domain/decision-rules.ts";
import { type DecisionAction, DecisionInput } from "#lib/domain/execution-input.ts";
import { isUnstarted } from "#lib/domain/execution-status.ts";
import type { LaunchPointInTime } from "#lib/domain/point-in-time/choice.ts";

import { type Context, requirePermission } from "../context.ts";
import { getWave, recordAct, requireGoingOn, requireMayChange } from "./control-rules.ts";
import { getExecutionRow } from "./get.ts";
import { type ExecutionTransaction, inExecution } from "./locked.ts";
import { choosePointsAgain } from "./retry-points.ts";
import { queueAgain, skipServers } from "./server-decisions.ts";
import { changeWave, settle, stateOf } from "./settle.ts";

/**
 * A person's answer to a wave that cannot pass: launch failed servers again, leave servers or the wave out, go on with
 * the failures, or give the wave up. The same answer twice is one answer.
 */
export async function decideWave(
  ctx: Context,
  input: { executionId: string; waveNumber: number } & DecisionInput,
): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, waveNumber, ...body } = input;
  const decision = DecisionInput.parse(body);
  requireReason(decision.action, decision.comment);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    requireMayChange(tx);
    const wave = await getWave(tx, waveNumber);
    if (await isRepeated(tx, wave, decision)) return;
    requireGoingOn(tx);
    requireDecidable(decision.action, decidedWave(wave));
    const servers = await listExecutionServers(tx.db, { executionId: id, waveNumber });
    const about = serversOfDecision(decision.action, servers, decision.sourceServerIds);
    const runs = decision.sourceServerIds === undefined ? await listAskedRuns(tx, waveNumber) : [];
    const waitedSince = wave.decisionSince;
    const points = await choosePointsAgain(tx, about, decision.pointInTime);
    await apply(tx, { wave, servers, about, runs, points, action: decision.action, comment: decision.comment });
    await insertDecision(tx.db, {
      executionId: id,
      waveNumber,
      action: decision.action,
      serverIds: decision.sourceServerIds ?? [],
      actionIds: runs.map(({ actionId }) => actionId),
      actorId: tx.actor.id,
      actor: tx.actor.name,
      comment: decision.comment,
      waitedSince,
      at: tx.now(),
    });
    await recordAct(tx, {
      act: `decide-${decision.action}`,
      words: wordsOf(decision.action, wave, { about, runs }),
      comment: decision.comment,
      wave: waveNumber,
      detail: {
        servers: about.map((server) => server.sourceServerId),
        ...(decision.pointInTime !== undefined && { pointInTime: decision.pointInTime }),
      },
    });
    await settle(tx);
  });
}

export function decidedWave(wave: ExecutionWave): DecidedWave {
  const { number, name, status, isContinued } = stateOf(wave);
  return { number, name, status, isContinued };
}

type Answer = {
  wave: ExecutionWave;
  servers: readonly ExecutionServer[];
  about: readonly ExecutionServer[];
  /** Failed actions that it is about. */
  runs: readonly TalliedRun[];
  /** Other data that they are launched from. */
  points: ReadonlyMap<string, LaunchPointInTime>;
  action: DecisionAction;
  comment: string | null;
};

/** Failed actions that a person is asked about. What failed and goes on by its policy is not done again. */
async function listAskedRuns(tx: ExecutionTransaction, waveNumber: number): Promise<TalliedRun[]> {
  const runs = await tallyActionRuns(tx.db, tx.execution.id, waveNumber);
  const mode = tx.execution.type;
  const asked = ActionStage.options.flatMap((stage) => actionsProgress(runs, { stage, mode }).ask);
  return runs.filter(({ actionId }) => asked.includes(actionId));
}

async function apply(tx: ExecutionTransaction, answer: Answer): Promise<void> {
  const { wave, servers, about, runs, action, comment } = answer;
  const trouble = wave.trouble !== null;
  await updateWave(tx.db, wave, { trouble: null });
  wave.trouble = null;
  const unstarted = servers.filter((server) => server.status === "PENDING");
  switch (action) {
    case "retry":
      await queueAgain(tx, trouble ? [...about, ...unstarted] : about, answer.points);
      for (const { id } of runs) await updateActionRun(tx.db, id, { isRetryWanted: true });
      return;
    case "skip":
      await skipServers(tx, about, comment);
      if (isNotBegun(wave) || isNotLaunched(runs)) await changeWave(tx, wave, { status: "SKIPPED", reason: comment });
      return;
    case "continue":
      for (const { id } of runs) await updateActionRun(tx.db, id, { isAccepted: true });
      // What is accepted is what failed: servers that fail after a failed action are asked about again.
      if (trouble || about.length > 0) await updateWave(tx.db, wave, { continuedAt: tx.now() });
      if (trouble) await skipServers(tx, unstarted, comment);
      return;
    case "abort":
      await changeWave(tx, wave, { status: "FAILED", reason: comment });
  }
}

/** What failed comes before the launch, so that nothing of the wave was launched. */
function isNotLaunched(runs: readonly TalliedRun[]): boolean {
  return runs.some(({ action }) => action.when === "BEFORE");
}

function isNotBegun(wave: ExecutionWave): boolean {
  return wave.status === "PENDING" || wave.status === "WAITING";
}

/** A double click, or a call that was repeated because its answer got lost. */
async function isRepeated(
  tx: ExecutionTransaction,
  wave: ExecutionWave,
  decision: { action: DecisionAction; sourceServerIds?: string[] | undefined },
): Promise<boolean> {
  if (wave.status === "AWAITING_DECISION") return false;
  const last = await findLastDecision(tx.db, { executionId: wave.executionId, waveNumber: wave.number });
  const named = [...(decision.sourceServerIds ?? [])].sort().join();
  return (
    last?.action === decision.action && [...last.serverIds].sort().join() === named && last.actorId === tx.actor.id
  );
}

function wordsOf(action: DecisionAction, wave: ExecutionWave, { about, runs }: Pick<Answer, "about" | "runs">): string {
  const names = about.length === 1 ? (about[0]?.hostname ?? "") : `${about.length} servers`;
  const title = `wave ${wave.number} "${wave.name}"`;
  const actions = runs.map((run) => `"${run.action.name}"`).join(", ");
  switch (action) {
    case "retry":
      if (about.length === 0) return `tries ${actions} of ${title} again`;
      return `launches ${names}${actions && ` and tries ${actions}`} of ${title} again`;
    case "skip":
      return about.every((server) => isUnstarted(server.status)) ? `skipped ${title}` : `skipped ${names} of ${title}`;
    case "continue":
      return `continues with the failures of ${title}`;
    case "abort":
      return `aborted ${title}`;
  }
}
