import { actionOf, type ActionRun, listActionRuns } from "#lib/db/action-runs.ts";
import {
  type Execution,
  type ExecutionServer,
  type ExecutionWave,
  findExecution,
  findWave,
} from "#lib/db/executions.ts";
import { listExecutionServers } from "#lib/db/executions.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import type { Action, ActionKind } from "#lib/domain/actions/action.ts";
import { ActionOutputs } from "#lib/domain/actions/action-view.ts";
import type { TemplateData } from "#lib/domain/actions/template-data.ts";
import { InstanceFacts } from "#lib/domain/execution.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

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
  const servers = all.filter((server) => (run.stage === "BEFORE" ? server.status !== "SKIPPED" : isUp(server)));
  const data = templateData({ execution, wave, servers, runs });
  return { engine, run, tryId, action, execution, wave, servers, data, ...hold };
}

function isUp({ status, recoveryInstanceId }: ExecutionServer): boolean {
  return recoveryInstanceId !== null && status !== "SKIPPED" && status !== "TERMINATED";
}

type DataParts = {
  execution: Execution;
  wave: ExecutionWave;
  servers: readonly ExecutionServer[];
  runs: readonly ActionRun[];
};

function templateData({ execution, wave, servers, runs }: DataParts): TemplateData {
  return {
    execution: { id: execution.id, type: execution.type },
    plan: { name: execution.planName },
    wave: { number: wave.number, name: wave.name },
    servers: servers.map((server) => {
      const facts = readStoredJson(InstanceFacts.nullable(), server.instance);
      return {
        hostname: server.hostname,
        sourceServerId: server.sourceServerId,
        instanceId: server.recoveryInstanceId,
        privateIp: facts?.privateIpAddress ?? null,
        publicIp: facts?.publicIpAddress ?? null,
      };
    }),
    outputs: runs.map((run) => ({
      action: actionOf(run).name,
      output: run.state === "SUCCEEDED" ? readStoredJson(ActionOutputs, run.result ?? {}) : null,
    })),
  };
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
