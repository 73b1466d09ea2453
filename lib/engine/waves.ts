import {
  type ExecutionServer,
  type ExecutionWave,
  listExecutionServers,
  listWaves,
  updateServer,
  updateWave,
} from "#lib/db/executions.ts";
import type { NewEvent } from "#lib/db/execution-events.ts";
import { resolveStepTask } from "#lib/db/step-tasks.ts";
import { serverTransition, type WaveStatus, waveTransition } from "#lib/domain/execution-status.ts";
import { waveOutcome } from "#lib/domain/outcome.ts";
import { turnOf } from "#lib/domain/wave-turn.ts";

import { type ExecutionTransaction, tell } from "./execution-transaction.ts";

export const AWAIT_TURN = "await-turn";

/** Ends a wave whose servers are all settled, says how, and lets the waves behind it know. */
export async function concludeWave(
  tx: ExecutionTransaction,
  wave: ExecutionWave,
  servers: ExecutionServer[],
): Promise<WaveStatus> {
  const outcome = waveOutcome(servers.map((server) => server.status));
  const healthy = servers.filter((server) => server.status === "HEALTHY").length;
  const reason = outcome === "COMPLETED" ? null : `${healthy} of ${servers.length} servers are healthy.`;
  await endWave(tx, wave, { status: outcome, reason });
  return outcome;
}

/** Ends a wave that cannot go on. Servers that were not started never will be. */
export async function failWave(tx: ExecutionTransaction, wave: ExecutionWave, reason: string): Promise<void> {
  await skipUnstarted(tx, wave, reason);
  await endWave(tx, wave, { status: "FAILED", reason });
}

/** Cancels every wave that can never start, then wakes those whose turn has come. */
export async function advanceWaves(tx: ExecutionTransaction): Promise<void> {
  const waves = await listWaves(tx.db, tx.execution.id);
  const state = { status: tx.execution.status, waves };
  for (let turn = nextBlocked(); turn !== null; turn = nextBlocked()) {
    const reason = `Wave ${turn.by.number} "${turn.by.name}" did not pass.`;
    await skipUnstarted(tx, turn.wave, reason);
    turn.wave.status = await closeWave(tx, turn.wave, { status: "CANCELLED", reason });
    await tell(tx, waveEvent(turn.wave, "CANCELLED", reason));
  }
  for (const wave of waves) {
    const turn = turnOf(wave, state);
    if (turn.kind === "wait") continue;
    const { id: executionId, generation } = tx.execution;
    const key = { executionId, generation, waveNumber: wave.number, step: AWAIT_TURN };
    await resolveStepTask(tx.db, key, { outcome: turn.kind === "go" ? "go" : "over", at: tx.now() });
  }

  function nextBlocked() {
    for (const wave of waves) {
      const turn = turnOf(wave, state);
      if (turn.kind === "blocked") return { wave, by: turn.by };
    }
    return null;
  }
}

async function endWave(
  tx: ExecutionTransaction,
  wave: ExecutionWave,
  end: { status: "COMPLETED" | "PARTIAL" | "FAILED" | "SKIPPED"; reason: string | null },
): Promise<void> {
  await closeWave(tx, wave, end);
  await tell(tx, waveEvent(wave, end.status, end.reason));
  await advanceWaves(tx);
}

async function closeWave(
  tx: ExecutionTransaction,
  wave: ExecutionWave,
  end: { status: WaveStatus; reason: string | null },
): Promise<WaveStatus> {
  const status = waveTransition(wave.status, end.status);
  await updateWave(tx.db, wave, { status, reason: end.reason, endedAt: tx.now() });
  return status;
}

async function skipUnstarted(tx: ExecutionTransaction, wave: ExecutionWave, reason: string): Promise<void> {
  const servers = await listExecutionServers(tx.db, { executionId: wave.executionId, waveNumber: wave.number });
  for (const server of servers.filter(({ status }) => status === "PENDING" || status === "QUEUED")) {
    await updateServer(tx.db, server, { status: serverTransition(server.status, "SKIPPED"), error: reason });
  }
}

const ENDINGS: Record<"COMPLETED" | "PARTIAL" | "FAILED" | "SKIPPED" | "CANCELLED", [string, NewEvent["severity"]]> = {
  COMPLETED: ["completed", "good"],
  PARTIAL: ["ended in part", "warning"],
  FAILED: ["failed", "problem"],
  SKIPPED: ["was skipped", "warning"],
  CANCELLED: ["was cancelled", "warning"],
};

function waveEvent(wave: ExecutionWave, status: keyof typeof ENDINGS, reason: string | null): NewEvent {
  const [words, severity] = ENDINGS[status];
  return {
    kind: `wave.${status.toLowerCase()}`,
    severity,
    wave: wave.number,
    message: `Wave ${wave.number} "${wave.name}" ${words}`,
    detail: reason,
  };
}
