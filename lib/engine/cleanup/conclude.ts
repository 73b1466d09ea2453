import { type Cleanup, findCleanup, updateCleanup } from "#lib/db/cleanups.ts";
import { TERMINATE } from "#lib/domain/cleanup-steps.ts";
import { decideCleanupTask, releaseCleanupTasks } from "#lib/services/executions/cleanup-tasks.ts";
import { type ExecutionTransaction, inExecution, tell } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";
import { deliver } from "./begin.ts";
import { findLeftovers } from "./leftovers.ts";
import type { Verdict } from "./verdict.ts";
import { type CleanupWork, workKey } from "./work.ts";

/** How long AWS may refuse what waiting does not change before the clean-up is given up. */
const GIVE_UP_AFTER_MS = 30 * 60_000;

type Standing = { works: readonly CleanupWork[]; memory: ReadonlyMap<string, Verdict> };

/**
 * Ends a clean-up of which nothing is left to terminate, once it is known what is left in EC2; otherwise says why it takes
 * longer. It is given up only when AWS has refused all that is left for half an hour.
 */
export async function concludeCleanup(engine: Engine, cleanup: Cleanup, standing: Standing): Promise<void> {
  const verdicts = standing.works.map((work) => standing.memory.get(workKey(work)) ?? null);
  if (verdicts.every((verdict) => verdict?.state === "done")) return finish(engine, cleanup, standing.works);
  const known = verdicts.filter((verdict) => verdict !== null);
  const current = await noteStanding(engine, cleanup, known);
  const since = current?.refusedSince ?? null;
  const isHopeless = known.length === verdicts.length && known.every(({ state }) => state !== "working");
  if (since === null || !isHopeless || engine.context.now().getTime() - since.getTime() < GIVE_UP_AFTER_MS) return;
  await giveUp(engine, cleanup, standing.works);
}

async function finish(engine: Engine, cleanup: Cleanup, works: readonly CleanupWork[]): Promise<void> {
  await inExecution(engine.context, cleanup.executionId, (tx) =>
    decideCleanupTask(tx, cleanup, { step: TERMINATE, outcome: "terminated" }),
  );
  await deliver(engine, cleanup);
  const { leftovers, error, isTooEarly } = await findLeftovers(engine, works);
  if (isTooEarly) return;
  await end(engine, cleanup, async (tx) => {
    await updateCleanup(tx.db, cleanup, { status: "DONE", error, refusedSince: null, leftovers, endedAt: tx.now() });
    const things =
      leftovers.length === 1 ? "1 thing is left that costs" : `${leftovers.length} things are left that cost`;
    await tell(tx, {
      kind: "cleanup.done",
      severity: leftovers.length === 0 && error === null ? "good" : "warning",
      message: leftovers.length === 0 ? "The clean-up is done" : `The clean-up is done. In EC2 ${things}`,
      detail: error ?? (leftovers.length === 0 ? null : leftovers.map(({ id }) => id).join(", ")),
    });
  });
}

async function giveUp(engine: Engine, cleanup: Cleanup, works: readonly CleanupWork[]): Promise<void> {
  const { leftovers } = await findLeftovers(engine, works);
  await end(engine, cleanup, async (tx, { error }) => {
    await updateCleanup(tx.db, cleanup, { status: "FAILED", leftovers, endedAt: tx.now() });
    await tell(tx, {
      kind: "cleanup.failed",
      severity: "problem",
      message: "The clean-up failed: AWS has refused it for 30 min. What is left costs until it is terminated",
      detail: error,
    });
  });
}

/** Ends it, unless somebody else has, and lets go of every task that waits for it. */
async function end(
  engine: Engine,
  cleanup: Cleanup,
  write: (tx: ExecutionTransaction, current: Cleanup) => Promise<void>,
): Promise<void> {
  await inExecution(engine.context, cleanup.executionId, async (tx) => {
    const current = await findCleanup(tx.db, cleanup);
    if (current?.status !== "RUNNING") return;
    await write(tx, current);
    await releaseCleanupTasks(tx, cleanup);
  });
  await deliver(engine, cleanup);
}

/** Keeps on the row why it takes longer. Told are only the beginning of a refusal and who has the servers. */
async function noteStanding(engine: Engine, cleanup: Cleanup, verdicts: readonly Verdict[]): Promise<Cleanup | null> {
  const next = standingOf(cleanup, verdicts, engine.context.now());
  if (next.error === cleanup.error && next.refusedSince === cleanup.refusedSince) return cleanup;
  return inExecution(engine.context, cleanup.executionId, async (tx) => {
    const current = await findCleanup(tx.db, cleanup);
    if (current?.status !== "RUNNING") return null;
    const held = verdicts.find((verdict) => verdict.heldBy !== null)?.heldBy ?? null;
    if (held !== null && current.error === null) {
      await tell(tx, {
        kind: "cleanup.waits",
        severity: "info",
        message: "A part of the clean-up waits",
        detail: held,
      });
    }
    if (next.refusedSince !== null && current.refusedSince === null) {
      await tell(tx, {
        kind: "cleanup.refused",
        severity: "problem",
        message: "AWS does not carry out the clean-up. It is tried again",
        detail: next.error,
      });
    }
    return updateCleanup(tx.db, cleanup, next);
  });
}

function standingOf(
  cleanup: Cleanup,
  verdicts: readonly Verdict[],
  now: Date,
): Pick<Cleanup, "error" | "refusedSince"> {
  const refused = verdicts.find((verdict) => verdict.state === "refused");
  const note = refused?.note ?? verdicts.find((verdict) => verdict.note !== null)?.note ?? null;
  const isProgress = verdicts.some((verdict) => verdict.isProgress);
  const refusedSince = isProgress && refused === undefined ? null : cleanup.refusedSince;
  const isRefused = refused !== undefined && refusedSince === null;
  // While a refused call is tried once more its reason still holds.
  return {
    error: note ?? (refusedSince === null ? null : cleanup.error),
    refusedSince: isRefused ? now : refusedSince,
  };
}
