import { actionOf, type ActionRun, toJson, updateClaimedRun } from "#lib/db/action-runs.ts";
import type { Database } from "#lib/db/client.ts";
import { databaseNow } from "#lib/db/clock.ts";
import type { NewEvent } from "#lib/db/execution-events.ts";
import { actionTransition } from "#lib/domain/actions/outcome-of-action.ts";
import { cutOutput } from "#lib/domain/actions/output.ts";
import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";
import { addSeconds } from "../launching/claim.ts";
import type { TryEnd, TryStep } from "./means.ts";

const AGAIN_SECONDS = 5;

/** Writes down how a try stands and gives its claim back, unless somebody else has it by now. */
export async function saveStep(engine: Engine, run: ActionRun, step: TryStep): Promise<void> {
  if (step.kind === "later") await saveLater(engine, run, step);
  else if (step.kind === "running" && step.event === undefined)
    await saveProgress(engine, engine.context.db, { run, step });
  else {
    await changeExecution(engine, run.executionId, async (tx) => {
      if (step.kind === "ended") await endTry(tx, run, step.end);
      else if (await saveProgress(engine, tx.db, { run, step })) await tell(tx, ...(step.event ? [step.event] : []));
    });
  }
}

type Running = Extract<TryStep, { kind: "running" }>;

async function saveProgress(
  engine: Engine,
  db: Database,
  { run, step }: { run: ActionRun; step: Running },
): Promise<boolean> {
  const soon = addSeconds(await databaseNow(db), engine.settings.watchSeconds);
  const cut = step.output === undefined ? null : cutOutput(step.output);
  return updateClaimedRun(db, run, {
    isSent: true,
    progress: toJson(step.progress),
    ...(step.request !== undefined && { request: toJson(step.request) }),
    ...(cut !== null && { output: cut.text, outputCut: cut.bytesLeftOut }),
    ...{ error: null, claimedBy: null, claimUntil: null },
    dueAt: step.dueAt === undefined ? soon : step.dueAt,
  });
}

async function saveLater(
  engine: Engine,
  run: ActionRun,
  { error, next }: Extract<TryStep, { kind: "later" }>,
): Promise<void> {
  const { db } = engine.context;
  const now = await databaseNow(db);
  const grace = engine.settings.launchGraceSeconds;
  const claims = {
    unsent: { claimedBy: null, claimUntil: null },
    follow: { claimedBy: null, claimUntil: null },
    find: { claimUntil: addSeconds(now, -grace) },
    "find-after-grace": { claimUntil: now },
  };
  await updateClaimedRun(db, run, { error, dueAt: addSeconds(now, AGAIN_SECONDS), ...claims[next] });
}

async function endTry(tx: ExecutionTransaction, run: ActionRun, end: TryEnd): Promise<void> {
  const cut = end.output === undefined ? null : cutOutput(end.output);
  const isSaved = await updateClaimedRun(tx.db, run, {
    state: actionTransition("RUNNING", end.state),
    ...(cut !== null && { output: cut.text, outputCut: cut.bytesLeftOut }),
    ...(end.result !== undefined && { result: toJson(end.result) }),
    error: end.error ?? null,
    endedAt: tx.now(),
    ...{ claimedBy: null, claimUntil: null, dueAt: null },
  });
  if (!isSaved) return;
  const [words, severity] = END_WORDS[end.state];
  await tell(tx, {
    kind: `action.${end.state.toLowerCase().replaceAll("_", "-")}`,
    severity,
    wave: run.waveNumber,
    message: `"${actionOf(run).name}" ${words}`,
    detail: end.error ?? null,
  });
}

const END_WORDS: Record<TryEnd["state"], [words: string, severity: NewEvent["severity"]]> = {
  SUCCEEDED: ["succeeded", "good"],
  FAILED: ["failed", "problem"],
  TIMED_OUT: ["took too long", "problem"],
  CANCELLED: ["was stopped", "warning"],
  UNKNOWN: ["may or may not have run", "problem"],
};
