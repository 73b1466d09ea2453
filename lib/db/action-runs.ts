import { type Action, ActionInput } from "#lib/domain/actions/action.ts";
import type { PlannedRun } from "#lib/domain/actions/wave-actions.ts";

import type { Database } from "./client.ts";
import { type ActionRun, Prisma } from "./generated/client.ts";
import { readStoredJson } from "./stored-json.ts";

export type { ActionRun };

/** What decides about waves and about what starts next, of one action in an execution. */
export type TalliedRun = PlannedRun & { id: string; waveNumber: number };

const TALLIED = {
  id: true,
  waveNumber: true,
  actionId: true,
  action: true,
  state: true,
  starts: true,
  isRetryWanted: true,
  isAccepted: true,
} as const;

/** The actions of an execution, or of one wave of it, in the order of the plan. */
export async function tallyActionRuns(db: Database, executionId: string, waveNumber?: number): Promise<TalliedRun[]> {
  const runs = await db.actionRun.findMany({
    where: { executionId, ...(waveNumber !== undefined && { waveNumber }) },
    select: TALLIED,
    orderBy: [{ waveNumber: "asc" }, { place: "asc" }],
  });
  return runs.map((run) => ({ ...run, action: actionOf(run) }));
}

/** The action as the plan had it when the execution started. */
export function actionOf(run: Pick<ActionRun, "action">): Action {
  const { group = 0, ...action } = readStoredJson(ActionInput, run.action);
  return { ...action, group };
}

export async function insertActionRuns(db: Database, runs: Prisma.ActionRunCreateManyInput[]): Promise<void> {
  if (runs.length > 0) await db.actionRun.createMany({ data: runs });
}

export async function listActionRuns(
  db: Database,
  filter: { executionId: string; waveNumber?: number },
): Promise<ActionRun[]> {
  return db.actionRun.findMany({ where: filter, orderBy: [{ waveNumber: "asc" }, { place: "asc" }] });
}

export async function findActionRun(db: Database, id: string): Promise<ActionRun | null> {
  return db.actionRun.findUnique({ where: { id } });
}

export async function updateActionRun(
  db: Database,
  id: string,
  data: Prisma.ActionRunUncheckedUpdateInput,
): Promise<void> {
  await db.actionRun.update({ where: { id }, data });
}

/** Actions of a wave that have not started never will. */
export async function cancelUnstartedRuns(
  db: Database,
  wave: { executionId: string; number: number },
  at: Date,
): Promise<void> {
  await db.actionRun.updateMany({
    where: { executionId: wave.executionId, waveNumber: wave.number, state: "PENDING" },
    data: { state: "CANCELLED", endedAt: at },
  });
}

/** Running tries that something is to be done for now: to be sent, followed or given up; the longest due first. */
export async function listDueRuns(db: Database, now: Date, limit: number): Promise<ActionRun[]> {
  return db.actionRun.findMany({
    where: {
      state: "RUNNING",
      dueAt: { lte: now },
      OR: [{ claimUntil: null }, { claimUntil: { lte: now } }],
    },
    orderBy: { dueAt: "asc" },
    take: limit,
  });
}

/** Claims a try, if it still is as it was read. Null when somebody else was faster. */
export async function claimRun(
  db: Database,
  read: Pick<ActionRun, "id" | "tryId" | "claimedBy" | "claimUntil">,
  claim: { claimedBy: string; claimUntil: Date },
): Promise<ActionRun | null> {
  const { id, tryId, claimedBy, claimUntil } = read;
  const { count } = await db.actionRun.updateMany({
    where: { id, tryId, claimedBy, claimUntil, state: "RUNNING" },
    data: claim,
  });
  return count === 0 ? null : findActionRun(db, id);
}

/** Keeps a claim that is still held. */
export async function renewClaim(db: Database, run: ActionRun, until: Date): Promise<boolean> {
  return updateClaimedRun(db, run, { claimUntil: until });
}

/** Changes a try that is still held by the same claim. False when somebody else has it by now, or it has ended. */
export async function updateClaimedRun(
  db: Database,
  { id, tryId, claimedBy }: Pick<ActionRun, "id" | "tryId" | "claimedBy">,
  data: Prisma.ActionRunUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.actionRun.updateMany({ where: { id, tryId, claimedBy, state: "RUNNING" }, data });
  return count > 0;
}

/** JSON null is a value of its own to the database. */
export function toJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  return value === null || value === undefined ? Prisma.JsonNull : value;
}

/** Has workers look at running tries now. */
export async function wakeRuns(db: Database, ids: readonly string[], now: Date): Promise<void> {
  const later = { OR: [{ dueAt: null }, { dueAt: { gt: now } }] };
  await db.actionRun.updateMany({ where: { id: { in: [...ids] }, state: "RUNNING", ...later }, data: { dueAt: now } });
}
