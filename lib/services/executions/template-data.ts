import { actionOf, type ActionRun } from "#lib/db/action-runs.ts";
import type { Execution, ExecutionServer, ExecutionWave } from "#lib/db/executions.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import type { ActionStage } from "#lib/domain/actions/action-kind.ts";
import { ActionOutputs } from "#lib/domain/actions/action-view.ts";
import type { TemplateData } from "#lib/domain/actions/template-data.ts";
import { InstanceFacts } from "#lib/domain/execution.ts";

/** Whether actions of the stage are about a server: before the launch all that will be launched, after it those that are up. */
export function isMeant({ status, recoveryInstanceId }: ExecutionServer, stage: ActionStage): boolean {
  if (stage === "BEFORE") return status !== "SKIPPED";
  return recoveryInstanceId !== null && status !== "SKIPPED" && status !== "TERMINATED";
}

type DataParts = {
  execution: Execution;
  wave: ExecutionWave;
  servers: readonly ExecutionServer[];
  runs: readonly ActionRun[];
};

/** Everything that the templates of a wave can name now. */
export function templateData({ execution, wave, servers, runs }: DataParts): TemplateData {
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
