import { setTimeout as delay } from "node:timers/promises";

import { type Execution, listOpenExecutions, updateExecution } from "#lib/db/executions.ts";
import { takeLease } from "#lib/db/leases.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import type { EngineRunStatus } from "#lib/domain/execution-trigger.ts";

import type { Engine } from "./engine.ts";
import { inExecution, tell } from "./execution-transaction.ts";
import { heartbeatParkedTasks, sendDecidedTasks } from "./parked-tasks.ts";

const LEASE_SWEEPS = 3;
/** Step Functions may not show an execution that was started a moment ago. */
const SETTLING_MS = 10_000;

/** Puts right what a crash or an outage left: unsent answers, starts that did not get through, ended state machines. */
export async function keepSweeping(engine: Engine, signal: AbortSignal): Promise<void> {
  const { sweepSeconds, parkedHeartbeatSeconds } = engine.settings;
  const seconds = Math.min(sweepSeconds, parkedHeartbeatSeconds / 3);
  while (!signal.aborted) {
    try {
      const lease = { name: "sweep", owner: engine.workerId, seconds: seconds * LEASE_SWEEPS };
      if (await takeLease(engine.context.db, lease)) await sweepOnce(engine);
    } catch (error) {
      engine.log.error({ err: error }, "The sweep failed; trying again");
    }
    await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}

async function sweepOnce(engine: Engine): Promise<void> {
  await heartbeatParkedTasks(engine);
  await sendDecidedTasks(engine);
  for (const execution of await listOpenExecutions(engine.context.db)) {
    if (execution.engineStartedAt === null) await startEngine(engine, execution);
    else if (execution.engineStoppedAt === null) await reconcileEngine(engine, execution);
  }
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
export async function reconcileEngine(engine: Engine, execution: Execution): Promise<void> {
  const { id: executionId, generation, contract, engineStartedAt } = execution;
  const { status: runStatus, cause } = await engine.trigger.describe({ executionId, generation, contract });
  if (runStatus === "RUNNING") return;
  const startedMsAgo = engine.context.now().getTime() - (engineStartedAt?.getTime() ?? 0);
  if (runStatus === "MISSING" && startedMsAgo < SETTLING_MS) return;
  await inExecution(engine.context, executionId, async (tx) => {
    const { status, engineStoppedAt } = tx.execution;
    if (isTerminal(status) || engineStoppedAt !== null || tx.execution.generation !== generation) return;
    const reason = cause ? `${REASONS[runStatus]} ${cause}` : REASONS[runStatus];
    await updateExecution(tx.db, executionId, { engineStoppedAt: tx.now(), engineStopReason: reason });
    await tell(tx, {
      kind: "engine.stopped",
      severity: "problem",
      message: "The state machine stopped. Nothing new starts until the execution is revived",
      detail: reason,
    });
  });
}

const REASONS: Record<Exclude<EngineRunStatus, "RUNNING">, string> = {
  SUCCEEDED: "The state machine ended before the execution did.",
  FAILED: "The state machine failed.",
  TIMED_OUT: "The state machine timed out.",
  ABORTED: "The state machine was stopped in AWS.",
  MISSING: "Step Functions does not know the state machine's execution any more.",
};
