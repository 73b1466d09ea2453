import { setTimeout as delay } from "node:timers/promises";

import { type Execution, listOpenExecutions, updateExecution } from "#lib/db/executions.ts";
import { takeLease } from "#lib/db/leases.ts";
import { ENGINE_CONTRACT, type EngineRunStatus } from "#lib/domain/execution-trigger.ts";
import { inExecution, tell } from "#lib/services/executions/locked.ts";
import { beginNextGeneration } from "#lib/services/executions/next-generation.ts";

import { changeExecution } from "./change.ts";
import { sweepCleanups } from "./cleanup/sweep-cleanups.ts";
import type { Engine } from "./engine.ts";
import { createHeart, type Heart, sendDecidedTasks } from "./parked-tasks.ts";
import { stopEngine } from "./stop-engine.ts";
import { createTaskWatch, type TaskWatch } from "./task-watch.ts";

const LEASE_SWEEPS = 3;
/** Step Functions may not show an execution that was started a moment ago. */
const SETTLING_MS = 10_000;
/** In how many sweeps the length of a running history is asked for once. */
const SWEEPS_PER_MEASURE = 4;

/** Puts right what a crash or an outage left: unsent answers, starts that did not get through, ended state machines. */
export async function keepSweeping(engine: Engine, signal: AbortSignal): Promise<void> {
  const { sweepSeconds, parkedHeartbeatSeconds } = engine.settings;
  const seconds = Math.min(sweepSeconds, parkedHeartbeatSeconds / 3);
  const sweeper = { heart: createHeart(engine), tasks: createTaskWatch(engine), measuredAt: new Map<string, number>() };
  while (!signal.aborted) {
    try {
      const lease = { name: "sweep", owner: engine.workerId, seconds: seconds * LEASE_SWEEPS };
      if (await takeLease(engine.context.db, lease)) await sweepOnce(engine, sweeper);
    } catch (error) {
      engine.log.error({ err: error }, "The sweep failed; trying again");
    }
    await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}

type Sweeper = { heart: Heart; tasks: TaskWatch; measuredAt: Map<string, number> };

async function sweepOnce(engine: Engine, sweeper: Sweeper): Promise<void> {
  // With Step Functions out of reach the executions are looked after all the same.
  await Promise.all([sweeper.heart.beat(), sendDecidedTasks(engine)]).catch((error: unknown) => {
    engine.log.warn({ err: error }, "Step Functions could not be told; trying again");
  });
  for (const execution of await listOpenExecutions(engine.context.db)) {
    try {
      await sweepExecution(engine, sweeper, execution);
    } catch (error) {
      // One execution in trouble must not keep the others waiting.
      engine.log.warn({ err: error, executionId: execution.id }, "An execution could not be looked after");
    }
  }
  await sweepCleanups(engine);
}

async function sweepExecution(engine: Engine, sweeper: Sweeper, execution: Execution): Promise<void> {
  // Whatever a process that died may have left undone in the database.
  await changeExecution(engine, execution.id, () => Promise.resolve());
  if (execution.engineStoppedAt !== null) return;
  if (execution.contract < ENGINE_CONTRACT) {
    return rollOver(engine, execution, "This version continues under its own state machine.");
  }
  if (execution.engineStartedAt === null) return startEngine(engine, execution);
  if (!(await isEngineRunning(engine, execution))) return;
  await sweeper.tasks.look(execution);
  await keepHistoryShort(engine, sweeper, execution);
}

async function startEngine(engine: Engine, execution: Execution): Promise<void> {
  const { id: executionId, generation, contract } = execution;
  await engine.trigger.start({ executionId, generation, contract });
  await inExecution(engine.context, executionId, async (tx) => {
    if (tx.execution.generation !== generation || tx.execution.engineStartedAt !== null) return;
    await updateExecution(tx.db, executionId, { engineStartedAt: tx.now() });
  });
}

/** Notices a state machine that ended before its execution did. Nothing is failed because of it: it can be revived. */
async function isEngineRunning(engine: Engine, execution: Execution): Promise<boolean> {
  const { id: executionId, generation, contract, engineStartedAt } = execution;
  const { status: runStatus, cause } = await engine.trigger.describe({ executionId, generation, contract });
  if (runStatus === "RUNNING") return true;
  const startedMsAgo = engine.context.now().getTime() - (engineStartedAt?.getTime() ?? 0);
  if (runStatus === "MISSING" && startedMsAgo < SETTLING_MS) return false;
  await inExecution(engine.context, executionId, async (tx) => {
    if (tx.execution.generation !== generation) return;
    await stopEngine(tx, cause ? `${REASONS[runStatus]} ${cause}` : REASONS[runStatus]);
  });
  return false;
}

/** AWS ends a Standard execution at 25,000 events; long before that the next generation takes over. */
async function keepHistoryShort(engine: Engine, sweeper: Sweeper, execution: Execution): Promise<void> {
  const { id: executionId, generation, contract } = execution;
  const now = engine.context.now().getTime();
  if (now - (sweeper.measuredAt.get(executionId) ?? 0) < SWEEPS_PER_MEASURE * engine.settings.sweepSeconds * 1000)
    return;
  sweeper.measuredAt.set(executionId, now);
  const arn = engine.trigger.executionArn({ executionId, generation, contract });
  const events = await engine.control.historyLength(arn);
  if (events < engine.settings.historyEvents) return;
  await rollOver(engine, execution, `The history of the state machine had ${events} events.`);
}

async function rollOver(engine: Engine, execution: Execution, why: string): Promise<void> {
  const { id: executionId, generation, contract } = execution;
  const isNext = await changeExecution(engine, executionId, async (tx) => {
    if (tx.execution.generation !== generation || tx.execution.engineStoppedAt !== null) return false;
    await beginNextGeneration(tx);
    await tell(tx, {
      kind: "execution.rolled-over",
      severity: "info",
      message: `The execution goes on under generation ${generation + 1} of its state machine`,
      detail: why,
    });
    return true;
  });
  if (!isNext) return;
  await engine.control.stop(engine.trigger.executionArn({ executionId, generation, contract }), why);
  await startEngine(engine, { ...execution, generation: generation + 1, contract: ENGINE_CONTRACT });
}

const REASONS: Record<Exclude<EngineRunStatus, "RUNNING">, string> = {
  SUCCEEDED: "The state machine ended before the execution did.",
  FAILED: "The state machine failed.",
  TIMED_OUT: "The state machine timed out.",
  ABORTED: "The state machine was stopped in AWS.",
  MISSING: "Step Functions does not know the state machine's execution any more.",
};
