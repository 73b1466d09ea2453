import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";

import { type EngineRun, engineRunName, type ExecutionTrigger } from "#lib/domain/execution-trigger.ts";

import { type AwsSettings, endpointOf } from "./account-session.ts";

/** Starts and describes the state machine that drives executions. */
export function createExecutionTrigger(settings: AwsSettings & { stateMachineArn: string }): ExecutionTrigger {
  const client = new SFNClient({ region: settings.homeRegion, ...endpointOf(settings) });
  const prefix = settings.stateMachineArn.replace(":stateMachine:", ":execution:");

  function executionArn(run: EngineRun): string {
    return `${prefix}:${engineRunName(run)}`;
  }

  return {
    executionArn,
    async start(run) {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn: settings.stateMachineArn,
            name: engineRunName(run),
            input: JSON.stringify({ contract: run.contract, executionId: run.executionId, generation: run.generation }),
          }),
        );
      } catch (error) {
        // It ran and is closed: starting is done, and the sweep will see how it ended.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    async describe(run) {
      try {
        const answer = await client.send(new DescribeExecutionCommand({ executionArn: executionArn(run) }));
        return { status: toRunStatus(answer.status), cause: answer.cause ?? answer.error ?? null };
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return { status: "MISSING", cause: null };
        throw error;
      }
    },
  };
}

function toRunStatus(status: string | undefined) {
  switch (status) {
    case "SUCCEEDED":
    case "FAILED":
    case "TIMED_OUT":
    case "ABORTED":
      return status;
    case undefined:
    default:
      return "RUNNING";
  }
}
