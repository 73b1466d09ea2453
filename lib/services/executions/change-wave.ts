import {
  type ExecutionWave,
  listExecutionServers,
  listWaves,
  setCriticalServers,
  updateWave,
} from "#lib/db/executions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ChangeWaveInput } from "#lib/domain/execution-input.ts";
import { requireAcyclic } from "#lib/domain/wave-graph.ts";

import { type Context, requirePermission } from "../context.ts";
import { getWave, recordAct, requireGoingOn, requireMayChange } from "./control-rules.ts";
import { getExecutionRow } from "./get.ts";
import { type ExecutionTransaction, inExecution } from "./locked.ts";
import { settle } from "./settle.ts";

/**
 * Changes a wave of a running execution that has not begun: what it waits for, and how it deals with failures and time.
 * The plan is not changed, and `startedWith` keeps the waves as they were at the start.
 */
export async function changeWaveOfExecution(
  ctx: Context,
  input: { executionId: string; waveNumber: number } & ChangeWaveInput,
): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, waveNumber, ...body } = input;
  const { comment, optionalServerIds, ...given } = ChangeWaveInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    requireMayChange(tx);
    requireGoingOn(tx);
    const wave = await getWave(tx, waveNumber);
    requireNotBegun(wave);
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    await requireSoundOrder(tx, { ...wave, ...change });
    const before = { ...kept(wave), optionalServerIds: await optionalOf(tx, wave) };
    await updateWave(tx.db, wave, change);
    if (optionalServerIds !== undefined) await setOptional(tx, wave, optionalServerIds);
    const changed = await getWave(tx, waveNumber);
    const after = { ...kept(changed), optionalServerIds: await optionalOf(tx, changed) };
    const fields = Object.keys(after).filter((key) => !isSame(before, after, key));
    if (fields.length === 0) return;
    await recordAct(tx, {
      act: "change-wave",
      words: `changed wave ${waveNumber} "${changed.name}": ${fields.map((field) => WORDS[field] ?? field).join(", ")}`,
      comment,
      wave: waveNumber,
      detail: { before, after },
    });
    await settle(tx);
  });
}

const WORDS: Record<string, string> = {
  name: "its name",
  dependsOn: "what it starts after",
  onFailure: "what happens when it fails",
  passPercent: "when it passes",
  automaticRetries: "its automatic retries",
  launchTimeoutMinutes: "its launch timeout",
  healthTimeoutMinutes: "its health timeout",
  optionalServerIds: "its optional servers",
};

function kept(wave: ExecutionWave) {
  const { name, dependsOn, onFailure, passPercent, automaticRetries, launchTimeoutMinutes, healthTimeoutMinutes } =
    wave;
  return { name, dependsOn, onFailure, passPercent, automaticRetries, launchTimeoutMinutes, healthTimeoutMinutes };
}

function isSame(before: Record<string, unknown>, after: Record<string, unknown>, key: string): boolean {
  return JSON.stringify(before[key]) === JSON.stringify(after[key]);
}

function requireNotBegun(wave: ExecutionWave): void {
  if (wave.status === "PENDING" || wave.status === "WAITING") return;
  throw new AppError(
    "INVALID_STATE",
    `Wave ${wave.number} "${wave.name}" is ${wave.status}. Only a wave that has not begun can be changed.`,
  );
}

async function requireSoundOrder(tx: ExecutionTransaction, changed: ExecutionWave): Promise<void> {
  const waves = await listWaves(tx.db, tx.execution.id);
  requireAcyclic(waves.map((wave) => (wave.number === changed.number ? changed : wave)));
}

async function optionalOf(tx: ExecutionTransaction, wave: ExecutionWave): Promise<string[]> {
  const servers = await listExecutionServers(tx.db, { executionId: wave.executionId, waveNumber: wave.number });
  return servers.flatMap((server) => (server.isCritical ? [] : [server.sourceServerId])).sort();
}

async function setOptional(tx: ExecutionTransaction, wave: ExecutionWave, ids: readonly string[]): Promise<void> {
  const servers = await listExecutionServers(tx.db, { executionId: wave.executionId, waveNumber: wave.number });
  const known = new Set(servers.map((server) => server.sourceServerId));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new AppError("INVALID_SERVER_IDS", `Not servers of wave ${wave.number}: ${unknown.join(", ")}.`, {
      conflicts: unknown.map((id) => ({ kind: "source-server", id, name: id })),
    });
  }
  await setCriticalServers(tx.db, wave, ids);
}
