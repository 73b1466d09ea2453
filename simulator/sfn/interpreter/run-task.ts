import type { Json } from "../json.ts";
import { readWhole } from "./evaluate.ts";
import { Cancelled, StateFailure } from "./failure.ts";
import { inputDetails, outputDetails } from "./history.ts";
import { follow, runtimeFailure, toPayload, type Frame, type Thread } from "./thread.ts";

const ACTIVITY = /^arn:[^:]+:states:[^:]+:\d{12}:activity:/;

type Limits = { timeoutSeconds: number | undefined; heartbeatSeconds: number | undefined };

/** Gives a task to a worker and answers the worker's output. `selected` is what the limits' paths are read from. */
export async function runTask(frame: Frame, selected: Json, input: Json): Promise<Json> {
  const { state, thread } = frame;
  const activityArn = requireActivity(frame);
  const limits: Limits = {
    timeoutSeconds: (await secondsAt(frame, state.TimeoutSecondsPath, selected)) ?? state.TimeoutSeconds,
    heartbeatSeconds: (await secondsAt(frame, state.HeartbeatSecondsPath, selected)) ?? state.HeartbeatSeconds,
  };
  const { text } = toPayload(frame, input);
  follow(thread, "ActivityScheduled", scheduledDetails(activityArn, text, limits));
  try {
    const output = await perform(frame, { activityArn, input: text, ...limits });
    follow(thread, "ActivitySucceeded", outputDetails(output));
    return JSON.parse(output) as Json;
  } catch (error) {
    if (error instanceof Cancelled || !(error instanceof StateFailure)) throw error;
    follow(thread, error.error === "States.Timeout" ? "ActivityTimedOut" : "ActivityFailed", error.details);
    throw error;
  }
}

async function secondsAt(frame: Frame, path: string | undefined, input: Json): Promise<number | undefined> {
  return path === undefined ? undefined : readWhole(frame, path, { input, least: 1 });
}

function requireActivity(frame: Frame): string {
  const { Resource = "" } = frame.state;
  if (!ACTIVITY.test(Resource)) {
    throw runtimeFailure(frame, `The simulator runs activities only, not ${Resource}.`);
  }
  if (!frame.thread.run.here.sfn.activities.has(Resource)) {
    throw runtimeFailure(frame, `The activity ${Resource} does not exist.`);
  }
  return Resource;
}

async function perform(frame: Frame, work: Limits & { activityArn: string; input: string }): Promise<string> {
  const { thread } = frame;
  const { sim, execution } = thread.run;
  const { output, cancel } = sim.tasks.schedule({
    ...work,
    executionArn: execution.executionArn,
    scheduledId: thread.lastId,
    onStarted: (workerName) => noteStarted(thread, workerName),
  });
  const release = thread.scope.onEnd(cancel);
  try {
    return await output;
  } finally {
    release();
  }
}

function noteStarted(thread: Thread, workerName: string | undefined): void {
  try {
    follow(thread, "ActivityStarted", workerName === undefined ? {} : { workerName });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

function scheduledDetails(resource: string, input: string, limits: Limits): Record<string, unknown> {
  const { timeoutSeconds, heartbeatSeconds } = limits;
  return {
    resource,
    ...inputDetails(input),
    ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
  };
}
