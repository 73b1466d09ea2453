import { actionOf, type ActionRun, listActionRuns } from "#lib/db/action-runs.ts";
import {
  type Execution,
  type ExecutionServer,
  type ExecutionWave,
  findExecution,
  findWave,
} from "#lib/db/executions.ts";
import { listExecutionServers } from "#lib/db/executions.ts";
import type { Action } from "#lib/domain/actions/action.ts";
import type { ActionKind } from "#lib/domain/actions/action-kind.ts";
import type { TemplateData } from "#lib/domain/actions/template-data.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import { isMeant, templateData } from "#lib/services/executions/template-data.ts";

import type { Engine } from "../engine.ts";

/** One try of an action, and everything that it needs. */
export type Job<Kind extends ActionKind = ActionKind> = {
  engine: Engine;
  run: ActionRun;
  /** Of this try: AWS and receivers of webhooks know it by this id. */
  tryId: string;
  action: Extract<Action, { kind: Kind }>;
  execution: Execution;
  wave: ExecutionWave;
  /** Servers of the wave that it is about: before the launch those that will be launched, after it those that are up. */
  servers: readonly ExecutionServer[];
  data: TemplateData;
  /** Aborted when the worker has to let go of it. */
  signal: AbortSignal;
  /** Milliseconds of `Date.now()` after which no request of it may leave. */
  deadline: number;
};

/** Reads what a try needs. Null when the execution is not there any more. */
export async function readJob(
  engine: Engine,
  run: ActionRun,
  hold: { signal: AbortSignal; deadline: number },
): Promise<Job | null> {
  const { db } = engine.context;
  const { executionId, waveNumber, tryId } = run;
  const [execution, wave, all, runs] = await Promise.all([
    findExecution(db, executionId),
    findWave(db, executionId, waveNumber),
    listExecutionServers(db, { executionId, waveNumber }),
    listActionRuns(db, { executionId, waveNumber }),
  ]);
  if (execution === null || wave === null || tryId === null) return null;
  const action = actionOf(run);
  const servers = all.filter((server) => isMeant(server, run.stage));
  const data = templateData({ execution, wave, servers, runs });
  return { engine, run, tryId, action, execution, wave, servers, data, ...hold };
}

/** Where an action runs that names no place: where the servers of its wave are. Null when the wave has none. */
export function placeOfJob(
  { servers }: Pick<Job, "servers">,
  action: { accountId?: string | undefined; region?: string | undefined },
): AccountRegion | null {
  const [first] = servers;
  const accountId = action.accountId ?? first?.accountId;
  const region = action.region ?? first?.region;
  return accountId === undefined || region === undefined ? null : { accountId, region };
}
