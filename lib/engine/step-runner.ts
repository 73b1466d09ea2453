import { setTimeout as delay } from "node:timers/promises";

import { type ActivityTask } from "#lib/aws/activity.ts";

import type { Engine } from "./engine.ts";
import { type StepResult, type StepRun, StepInput } from "./step.ts";
import { STEPS } from "./steps/steps.ts";

const BACKOFF_MS = [500, 1000, 2000, 5000, 10_000, 30_000];
/** Heartbeats sent in the time that Step Functions waits for one. */
const BEATS = 3;

/**
 * Does one task and answers it. Trouble with the database or AWS is waited out while the heartbeat goes on; a task
 * that was given to somebody else is dropped.
 */
export async function runTask(engine: Engine, task: ActivityTask, leaving: AbortSignal): Promise<void> {
  const input = StepInput.safeParse(parseJson(task.input));
  const step = input.success ? STEPS.get(input.data.step) : undefined;
  if (!input.success || step === undefined) {
    engine.log.error({ input: task.input }, "This worker does not know the step; leaving it to another version");
    await engine.activity.fail(task.token, "Worker.UnknownStep", "This version of the worker does not know the step.");
    return;
  }
  const lost = new AbortController();
  const run: StepRun = {
    engine,
    input: input.data,
    token: task.token,
    signal: AbortSignal.any([lost.signal, leaving]),
  };
  const heartbeat = keepBeating(engine, task.token, lost);
  // At once, even while a call that must not be cut off is still under way: its claim keeps others from repeating it.
  leaving.addEventListener("abort", handBack, { once: true });
  try {
    const result = await persist(run, () => step(run));
    if (result?.kind === "done") await engine.activity.succeed(task.token, result.output);
  } finally {
    clearInterval(heartbeat);
    leaving.removeEventListener("abort", handBack);
  }

  function handBack(): void {
    engine.activity
      .fail(task.token, "Worker.Draining", "The worker is shutting down.")
      .catch((error: unknown) => engine.log.warn({ err: error }, "A task could not be handed back"));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Needs no database, so that a slow database never makes a living worker look dead. */
function keepBeating(engine: Engine, token: string, lost: AbortController): NodeJS.Timeout {
  const everyMs = (engine.settings.stepHeartbeatSeconds * 1000) / BEATS;
  return setInterval(() => {
    engine.activity.heartbeat(token).then(
      (answer) => {
        if (answer === "gone") lost.abort();
      },
      (error: unknown) => engine.log.warn({ err: error }, "A heartbeat did not get through"),
    );
  }, everyMs);
}

/** Tries until it works; null when the task is no longer ours. */
async function persist(run: StepRun, attempt: () => Promise<StepResult>): Promise<StepResult | null> {
  for (let tries = 0; ; tries += 1) {
    try {
      run.signal.throwIfAborted();
      return await attempt();
    } catch (error) {
      if (run.signal.aborted) return null;
      run.engine.log.error({ err: error, input: run.input, tries }, "A step could not go on; trying again");
      const waitMs = BACKOFF_MS[Math.min(tries, BACKOFF_MS.length - 1)];
      await delay(waitMs, undefined, { signal: run.signal }).catch(() => undefined);
    }
  }
}
