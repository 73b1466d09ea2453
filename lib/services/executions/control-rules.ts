import type { ExecutionWave } from "#lib/db/executions.ts";
import { findWave } from "#lib/db/executions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";

import { recordAudit } from "../audit.ts";
import { requirePermission } from "../context.ts";
import { type ExecutionTransaction, tell } from "./locked.ts";

/** What changes a real recovery is a commander's. Throws `FORBIDDEN`. */
export function requireMayChange(tx: ExecutionTransaction): void {
  if (tx.execution.type === "RECOVERY") requirePermission(tx, "execution:recover");
}

/** Throws `INVALID_STATE` once the execution has ended or is being cancelled. */
export function requireGoingOn(tx: ExecutionTransaction): void {
  const { status } = tx.execution;
  if (isTerminal(status)) throw new AppError("INVALID_STATE", `The execution has ended. It is ${status}.`);
  if (status === "CANCELLING") throw new AppError("INVALID_STATE", "The execution is being cancelled.");
}

/** Throws `NOT_FOUND`. */
export async function getWave(tx: ExecutionTransaction, number: number): Promise<ExecutionWave> {
  const wave = Number.isInteger(number) && number < 2 ** 31 ? await findWave(tx.db, tx.execution.id, number) : null;
  if (wave === null) throw new AppError("NOT_FOUND", `The execution has no wave ${number}.`);
  return wave;
}

export type PersonsAct = {
  /** `pause`, `resume` …: the event is `execution.<act>`, and so is the audit. */
  act: string;
  /** What follows the person's name: `paused the execution`. */
  words: string;
  comment: string | null;
  wave?: number;
  server?: { sourceServerId: string; hostname: string };
  detail?: Record<string, unknown>;
};

/** What a person did, in the execution's events and in the audit. */
export async function recordAct(tx: ExecutionTransaction, act: PersonsAct): Promise<void> {
  const { id, planName } = tx.execution;
  await tell(tx, {
    kind: `execution.${act.act}`,
    severity: "person",
    actor: tx.actor.name,
    message: `${tx.actor.name} ${act.words}`,
    detail: act.comment,
    ...(act.wave !== undefined && { wave: act.wave }),
    ...(act.server !== undefined && { server: act.server }),
  });
  await recordAudit(tx, {
    action: `execution.${act.act}`,
    entity: { kind: "execution", id, name: planName },
    comment: act.comment,
    detail: { ...(act.wave !== undefined && { wave: act.wave }), ...act.detail },
  });
}
