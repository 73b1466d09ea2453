import {
  GetActivityTaskCommand,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import { type AwsSettings, endpointOf } from "./account-session.ts";

export type ActivityTask = { token: string; input: string };

/** `gone`: Step Functions no longer waits for this token; whoever holds it should stop. */
export type TokenAnswer = "accepted" | "gone";

export type Activity = {
  /** Waits up to 60 s for a task; null when none came. */
  poll: (signal: AbortSignal) => Promise<ActivityTask | null>;
  heartbeat: (token: string) => Promise<TokenAnswer>;
  succeed: (token: string, output: object) => Promise<TokenAnswer>;
  fail: (token: string, error: string, cause: string) => Promise<TokenAnswer>;
};

/** Long polls last 60 s (Step Functions API, GetActivityTask). */
const POLL_TIMEOUT_MS = 70_000;
const MAX_POLLS = 32;

/** Pollers have a client of their own, so that a heartbeat never queues behind a long poll. */
export function createActivity(settings: AwsSettings & { activityArn: string; workerName: string }): Activity {
  const shared = { region: settings.homeRegion, ...endpointOf(settings) };
  const polls = new SFNClient({
    ...shared,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      requestTimeout: POLL_TIMEOUT_MS,
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: MAX_POLLS }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: MAX_POLLS }),
    }),
  });
  const tokens = new SFNClient(shared);

  return {
    async poll(signal) {
      const command = new GetActivityTaskCommand({
        activityArn: settings.activityArn,
        workerName: settings.workerName,
      });
      const { taskToken, input } = await polls.send(command, { abortSignal: signal });
      return taskToken ? { token: taskToken, input: input ?? "{}" } : null;
    },
    heartbeat: (taskToken) => answered(tokens.send(new SendTaskHeartbeatCommand({ taskToken }))),
    succeed: (taskToken, output) =>
      answered(tokens.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))),
    fail: (taskToken, error, cause) => answered(tokens.send(new SendTaskFailureCommand({ taskToken, error, cause }))),
  };
}

async function answered(call: Promise<unknown>): Promise<TokenAnswer> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return "gone";
    throw error;
  }
}
