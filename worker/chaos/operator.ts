import { setTimeout as delay } from "node:timers/promises";

import type { Execution } from "#lib/db/executions.ts";
import { listExecutionServers, listOpenExecutions, listWaves } from "#lib/db/executions.ts";
import { type DecisionAction } from "#lib/domain/execution-input.ts";

import type { EngineDeployment } from "../testing/engine-deployment.ts";
import { ACTS } from "./acts.ts";
import type { AskedFor } from "./facts.ts";
import { hurry } from "./hurry.ts";
import { lastLine } from "./last-line.ts";
import type { Random } from "./random.ts";

const LOOK_EVERY_MS = 300;
/** How often a person tries a wave again before it is given up. */
const PATIENCE = 2;
/** How long a person lets a server wait behind somebody else's job. */
const LONGEST_QUEUE_MS = 20_000;

export type Operator = {
  asked: Pick<AskedFor, "retries">;
  /** What the product said no to, or could not do, each once with its number. */
  refusals: () => string[];
  /** Pauses whatever runs, and resumes it some seconds later. */
  pause: (seconds: number) => Promise<void>;
  cancel: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Plays the people: answers every decision, revives every stopped engine, resumes every pause, so that every execution
 * comes to an end. Whatever fails, because the database is away or the moment has passed, is tried again at the next look.
 */
export function playOperator(deployment: EngineDeployment, random: Random): Operator {
  const { ctx, trigger } = deployment;
  const asked: Pick<AskedFor, "retries"> = { retries: [] };
  const answers = new Map<string, number>();
  const refused = new Map<string, number>();
  const leaving = new AbortController();
  let isCalm = true;

  async function look(): Promise<void> {
    await hurry(ctx.db);
    for (const execution of await listOpenExecutions(ctx.db)) {
      if (execution.engineStoppedAt !== null)
        await trigger.start(await ACTS.revive(ctx, { executionId: execution.id }));
      if (execution.status === "PAUSED" && isCalm) await ACTS.resume(ctx, execution.id);
      if (execution.status === "RUNNING") await answer(execution);
      if (execution.status === "RUNNING") await giveUpStuck(execution);
    }
  }

  async function answer({ id: executionId }: Execution): Promise<void> {
    const waves = await listWaves(ctx.db, executionId);
    for (const { number } of waves.filter(({ status }) => status === "AWAITING_DECISION")) {
      const key = `${executionId} ${number}`;
      const before = answers.get(key) ?? 0;
      const action: DecisionAction =
        before < PATIENCE
          ? random.pick(["retry", "retry", "skip", "continue", "abort"])
          : random.pick(["skip", "abort"]);
      answers.set(key, before + 1);
      const retried = await ACTS.decide(ctx, { executionId, waveNumber: number, action });
      asked.retries.push(...retried.map((sourceServerId) => ({ executionId, sourceServerId })));
    }
  }

  /** A server that waits behind a job that never ends is left out, as a person would. */
  async function giveUpStuck({ id: executionId }: Execution): Promise<void> {
    const before = Date.now() - LONGEST_QUEUE_MS;
    for (const { sourceServerId, status, queuedAt, error } of await listExecutionServers(ctx.db, { executionId })) {
      if (status !== "QUEUED" || error === null || (queuedAt?.getTime() ?? Infinity) > before) continue;
      await ACTS.skip(ctx, { executionId, sourceServerId });
    }
  }

  async function toAll(act: (executionId: string) => Promise<void>): Promise<void> {
    const open = await listOpenExecutions(ctx.db).catch(() => []);
    await Promise.all(open.map(({ id }) => act(id).catch(note)));
  }

  function note(error: unknown): void {
    const words = lastLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    refused.set(words, (refused.get(words) ?? 0) + 1);
  }

  async function work(): Promise<void> {
    while (!leaving.signal.aborted) {
      await look().catch(note);
      await delay(LOOK_EVERY_MS, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  }

  const working = work();
  return {
    asked,
    refusals: () => [...refused].map(([words, count]) => `operator: ${words} (${count})`),
    async pause(seconds) {
      isCalm = false;
      await toAll((id) => ACTS.pause(ctx, id));
      await delay(seconds * 1000);
      isCalm = true;
    },
    cancel: () => toAll((id) => ACTS.cancel(ctx, id)),
    async stop() {
      leaving.abort();
      await working;
    },
  };
}
