import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";

import {
  cleanupRunName,
  type CleanupTrigger,
  engineRunName,
  type ExecutionTrigger,
  type StateMachineTrigger,
} from "#lib/domain/execution-trigger.ts";

import { type AwsSettings, endpointOf } from "./account-session.ts";

type MachineSettings = AwsSettings & { stateMachineArn: string };

/** Starts and describes the state machine that drives executions. */
export function createExecutionTrigger(settings: MachineSettings): ExecutionTrigger {
  return createTrigger(settings, engineRunName);
}

/** The same for the one that drives clean-ups. */
export function createCleanupTrigger(settings: MachineSettings): CleanupTrigger {
  return createTrigger(settings, cleanupRunName);
}

function createTrigger<Run extends object>(
  settings: MachineSettings,
  nameOf: (run: Run) => string,
): StateMachineTrigger<Run> {
  const client = new SFNClient({ region: settings.homeRegion, ...endpointOf(settings) });
  const prefix = settings.stateMachineArn.replace(":stateMachine:", ":execution:");

  function executionArn(run: Run): string {
    return `${prefix}:${nameOf(run)}`;
  }

  return {
    executionArn,
    async start(run) {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn: settings.stateMachineArn,
            name: nameOf(run),
            input: inputOf(run),
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

/** In one order, whoever made the object: the same name is only started again with the same text. */
function inputOf(run: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(run).sort(([a], [b]) => (a < b ? -1 : 1))));
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
