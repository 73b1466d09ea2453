import {
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  SFNClient,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";

import { type AwsSettings, endpointOf } from "./account-session.ts";

/** What only the worker does with a running state machine. */
export type EngineControl = {
  /** How many events its history has; a Standard execution is ended by AWS at 25,000. */
  historyLength: (executionArn: string) => Promise<number>;
  stop: (executionArn: string, cause: string) => Promise<void>;
};

export function createEngineControl(settings: AwsSettings): EngineControl {
  const client = new SFNClient({ region: settings.homeRegion, ...endpointOf(settings) });
  return {
    async historyLength(executionArn) {
      const command = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 });
      const { events } = await client.send(command);
      return events?.[0]?.id ?? 0;
    },
    async stop(executionArn, cause) {
      try {
        await client.send(new StopExecutionCommand({ executionArn, error: "Superseded", cause }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
  };
}
