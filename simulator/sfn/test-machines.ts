import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  type HistoryEvent,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { until } from "#simulator/test-bench.ts";

const ROLE_ARN = "arn:aws:iam::111122223333:role/StateMachineRole";

/** Creates an activity and a state machine whose first state is a task that goes to it. Answers their ARNs. */
export async function createTaskMachine(
  sfn: SFNClient,
  name: string,
  { task = {}, states = {} }: { task?: Record<string, unknown>; states?: Record<string, unknown> } = {},
) {
  const activityArn = await createActivity(sfn, name);
  const Work = { Type: "Task", Resource: activityArn, ...("Next" in task ? {} : { End: true }), ...task };
  const stateMachineArn = await createMachine(sfn, name, { StartAt: "Work", States: { Work, ...states } });
  return { activityArn, stateMachineArn };
}

export async function createActivity(sfn: SFNClient, name: string): Promise<string> {
  return (await sfn.send(new CreateActivityCommand({ name }))).activityArn ?? "";
}

export async function createMachine(sfn: SFNClient, name: string, definition: unknown): Promise<string> {
  const command = new CreateStateMachineCommand({ name, definition: JSON.stringify(definition), roleArn: ROLE_ARN });
  return (await sfn.send(command)).stateMachineArn ?? "";
}

export async function start(sfn: SFNClient, stateMachineArn: string, input: unknown = {}): Promise<string> {
  return (
    (await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }))).executionArn ?? ""
  );
}

/** The next task of an activity, as a worker gets it. */
export async function takeTask(sfn: SFNClient, activityArn: string): Promise<{ taskToken: string; input: unknown }> {
  const { taskToken, input } = await sfn.send(new GetActivityTaskCommand({ activityArn, workerName: "worker-1" }));
  if (!taskToken) throw new Error("No task");
  return { taskToken, input: JSON.parse(input ?? "null") as unknown };
}

export async function complete(sfn: SFNClient, taskToken: string, output: unknown = {}): Promise<void> {
  await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
}

/** Waits until an execution has ended. */
export async function endOf(sfn: SFNClient, executionArn: string) {
  return until(async () => {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === "RUNNING" ? undefined : execution;
  });
}

/** The whole history, read page by page. */
export async function historyOf(sfn: SFNClient, executionArn: string, maxResults = 1000): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults, nextToken }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
}
