import { awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";
import { actionOf, type ActionRun, claimRun, findActionRun, updateActionRun } from "#lib/db/action-runs.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { findWave } from "#lib/db/executions.ts";
import { isRepeatable } from "#lib/domain/actions/action-kind.ts";
import { isWaveOver } from "#lib/domain/execution-status.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";
import { addSeconds } from "../launching/claim.ts";
import { holdClaim } from "./hold-claim.ts";
import { type Job, readJob } from "./job.ts";
import { meansOf } from "./kinds/kinds.ts";
import { ended, type Means, type TryStep } from "./means.ts";
import { saveStep } from "./save-step.ts";

/** How long a look at a service may take. */
const CALL_MS = 60_000;

/** What is to be done with a try. */
type Task = "send" | "find" | "follow" | "stop" | "time-out" | "give-up";

/** Takes a running try one step further, if nobody else has it: sends it, finds out what became of it, or follows it. */
export async function doTry(engine: Engine, read: ActionRun): Promise<void> {
  const claimed = await claim(engine, read);
  if (claimed === null) return;
  const { run, task } = claimed;
  const hold = holdClaim(engine, run);
  try {
    const job = await readJob(engine, run, { ...hold, signal: AbortSignal.any([hold.signal, timeOf(run, task)]) });
    if (job !== null) await saveStep(engine, run, await step(job, task));
  } finally {
    hold.release();
  }
}

/** Aborts when the time of a try is over. What follows or stops one has its own patience. */
function timeOf(run: ActionRun, task: Task): AbortSignal {
  const isTry = task === "send" || task === "find";
  const left = isTry && run.deadlineAt !== null ? run.deadlineAt.getTime() - Date.now() : CALL_MS;
  return AbortSignal.timeout(Math.max(0, left));
}

/** The claim, and what it is for. Null when somebody else has it or there is nothing to do yet. */
async function claim(engine: Engine, read: ActionRun): Promise<{ run: ActionRun; task: Task } | null> {
  const { launchClaimSeconds, launchGraceSeconds } = engine.settings;
  const { db } = engine.context;
  const now = await databaseNow(db);
  // Who may have sent it and is gone may still be under way for a while.
  const mayBeUnderWay =
    !read.isSent && read.claimUntil !== null && addSeconds(read.claimUntil, launchGraceSeconds) > now;
  if (mayBeUnderWay) return null;
  return changeExecution(engine, read.executionId, async (tx) => {
    const current = await findActionRun(tx.db, read.id);
    const wave = await findWave(tx.db, read.executionId, read.waveNumber);
    if (current?.state !== "RUNNING" || current.tryId !== read.tryId || wave === null) return null;
    const isUnwanted = tx.execution.status === "CANCELLING" || isWaveOver(wave.status);
    const isLate = current.deadlineAt !== null && current.deadlineAt <= now;
    const isUnsent = !current.isSent && current.claimedBy === null;
    if (isUnsent && tx.execution.status === "PAUSED") {
      await updateActionRun(tx.db, read.id, { dueAt: addSeconds(now, engine.settings.watchSeconds) });
      return null;
    }
    const run = await claimRun(tx.db, read, {
      claimedBy: `${engine.workerId}:${crypto.randomUUID()}`,
      claimUntil: addSeconds(now, launchClaimSeconds),
    });
    if (run === null) return null;
    if (isUnsent && !isUnwanted && !isLate) return { run, task: "send" as const };
    if (isUnwanted) return { run, task: "stop" as const };
    if (isLate) return { run, task: isInDoubt(current) ? ("give-up" as const) : ("time-out" as const) };
    return { run, task: run.isSent ? ("follow" as const) : ("find" as const) };
  });
}

/** Whether the service has it is not known, and doing it once more could be once too often. */
function isInDoubt(run: ActionRun): boolean {
  return !run.isSent && run.claimedBy !== null && !isRepeatable(actionOf(run).kind);
}

async function step(job: Job, task: Task): Promise<TryStep> {
  const means = meansOf(job.action.kind);
  try {
    return await stepOf(job, means, task);
  } catch (error) {
    return afterError(job, task, error);
  }
}

async function stepOf(job: Job, means: Means, task: Task): Promise<TryStep> {
  const { run } = job;
  switch (task) {
    case "send":
      return means.send(job);
    case "find":
      if (means.find !== undefined) return means.find(job);
      return isRepeatable(job.action.kind) ? means.send(job) : unknownEnd("the worker that sent it is gone");
    case "follow":
      return means.follow(job, run.progress);
    case "time-out":
      if (job.action.kind === "WAIT") return ended("SUCCEEDED");
      if (run.isSent) await means.stop?.(job, run.progress);
      return ended("TIMED_OUT", { error: timeOutWords(job) });
    case "give-up":
      return unknownEnd("AWS gave no answer before its time was over");
    case "stop":
      if (run.isSent) await means.stop?.(job, run.progress);
      return ended("CANCELLED", { error: "Stopped: the wave is over or the execution is being cancelled." });
  }
}

function timeOutWords({ action, run }: Job): string {
  if (action.kind === "MANUAL_TASK") return "Nobody said in time that it is done.";
  if (action.kind === "WAIT") return "";
  return [`It did not end within ${action.timeoutSeconds} s.`, run.error ?? []].flat().join(" ");
}

/** Stopping it was tried for as long as a call may take. */
function isOutOfPatience({ deadlineAt }: ActionRun): boolean {
  return deadlineAt !== null && Date.now() - deadlineAt.getTime() > CALL_MS;
}

function unknownEnd(why: string): TryStep {
  return ended("UNKNOWN", { error: `It is not known whether it ran: ${why}.` });
}

/** The service refused it, or nobody knows what became of the call. */
function afterError(job: Job, task: Task, error: unknown): TryStep {
  const { engine, run, action } = job;
  const failure = awsFailureOf(error);
  engine.log.warn({ executionId: run.executionId, runId: run.id, task, failure }, "An action's call did not succeed");
  const words = awsWords(failure);
  if (task === "time-out" && isOutOfPatience(run)) {
    return ended("TIMED_OUT", { error: `${timeOutWords(job)} It could not be stopped: ${words}` });
  }
  if (task !== "send" && task !== "find") return { kind: "later", error: words, next: "follow" };
  if (failure.refused && !failure.retryable) return ended("FAILED", { error: words });
  const isFindable = meansOf(action.kind).find !== undefined || isRepeatable(action.kind);
  if (failure.refused) return { kind: "later", error: words, next: isFindable ? "find" : "unsent" };
  return isFindable ? { kind: "later", error: words, next: "find-after-grace" } : unknownEnd(words);
}
