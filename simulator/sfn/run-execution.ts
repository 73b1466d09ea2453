import { setImmediate as nextTurn } from "node:timers/promises";
import { ExecutionError } from "aws-local-stepfunctions";
import { wallNow } from "../clock.ts";
import { setLongTimeout } from "../long-timeout.ts";
import type { Simulation } from "../simulation.ts";
import type { Program, TaskState } from "./definition.ts";
import { History, LONGEST_HISTORY } from "./history.ts";
import type { Execution, ExecutionStatus } from "./records.ts";
import { TaskCancelled, TaskError } from "./task-error.ts";

type Json = Parameters<Program["machine"]["run"]>[0];
type Run = { sim: Simulation; execution: Execution; history: History; deadStates: Set<string> };
type Ending = {
  status: Exclude<ExecutionStatus, "RUNNING">;
  output?: string;
  error?: string | undefined;
  cause?: string | undefined;
};

/** Runs an execution to its end in the background. */
export function runExecution(
  sim: Simulation,
  program: Program,
  started: { execution: Execution; roleArn: string },
): void {
  const { execution, roleArn } = started;
  const history = new History(execution, () => {
    end({
      status: "FAILED",
      error: "States.Runtime",
      cause: `The execution reached the maximum number of history events (${LONGEST_HISTORY}).`,
    });
  });
  const run: Run = { sim, execution, history, deadStates: new Set() };
  history.append("ExecutionStarted", {
    executionStartedEventDetails: { input: execution.input, inputDetails: { truncated: false }, roleArn },
  });
  const handlers = program.tasks.map((task) => [task.name, (input: Json) => performTask(run, task, input)] as const);
  const running = program.machine.run(JSON.parse(execution.input) as Json, {
    overrides: { taskResourceLocalHandlers: Object.fromEntries(handlers) },
    context: contextOf(execution, roleArn),
  });
  const deadline =
    program.timeoutSeconds === undefined
      ? undefined
      : setLongTimeout(() => end({ status: "TIMED_OUT" }), program.timeoutSeconds * 1000);
  const end = (ending: Ending): void => {
    if (execution.status !== "RUNNING") return;
    deadline?.clear();
    finishExecution(run, ending);
    running.abort();
    sim.running.delete(execution.executionArn);
  };
  sim.running.set(execution.executionArn, { abort: (error, cause) => end({ status: "ABORTED", error, cause }) });
  const observed = observe(run, program, running.eventLogs);
  running.result
    .then(
      async (output) => {
        await observed;
        end({ status: "SUCCEEDED", output: JSON.stringify(output) });
      },
      async (error: unknown) => {
        await nextTurn();
        end(toFailure(error));
      },
    )
    .catch((error: unknown) => end(toFailure(error)));
}

async function observe(
  run: Run,
  program: Program,
  events: AsyncIterable<Parameters<History["observe"]>[0]>,
): Promise<void> {
  for await (const event of events) {
    if (run.execution.status !== "RUNNING") return;
    run.history.observe(event);
    const inside = program.inside.get(event.state?.name ?? "");
    if (!inside) continue;
    if (event.type === "StateFailed") buryStates(run, inside);
    if (event.type === "StateEntered" || event.type === "StateRetried")
      for (const name of inside) run.deadStates.delete(name);
  }
}

/** When one branch of a Map or Parallel state fails, the interpreter lets the others go on; AWS does not. */
function buryStates({ sim, execution, deadStates }: Run, inside: ReadonlySet<string>): void {
  for (const name of inside) deadStates.add(name);
  sim.tasks.cancel(execution.executionArn, inside);
}

async function performTask(run: Run, task: TaskState, input: Json): Promise<Json> {
  // The interpreter reports "state entered" a few microtasks after it calls this.
  await nextTurn();
  const { sim, execution, history } = run;
  if (execution.status !== "RUNNING" || run.deadStates.has(task.name)) throw new TaskCancelled();
  const { activityArn, heartbeatSeconds, timeoutSeconds } = task;
  if (!activityArn) throw new TaskError("States.Runtime", `The simulator runs activities only, not ${task.resource}`);
  const text = JSON.stringify(input);
  history.append("ActivityScheduled", { activityScheduledEventDetails: scheduledDetails(task, text) }, task.name);
  try {
    const output = await sim.tasks.schedule({
      ...{ activityArn, heartbeatSeconds, timeoutSeconds, input: text },
      executionArn: execution.executionArn,
      stateName: task.name,
      onStarted: (workerName) =>
        history.append("ActivityStarted", { activityStartedEventDetails: { workerName } }, task.name),
    });
    history.append(
      "ActivitySucceeded",
      { activitySucceededEventDetails: { output, outputDetails: { truncated: false } } },
      task.name,
    );
    return JSON.parse(output) as Json;
  } catch (error) {
    if (error instanceof TaskError) recordFailure(history, task, error);
    throw error;
  }
}

function scheduledDetails(
  { resource, timeoutSeconds, heartbeatSeconds }: TaskState,
  input: string,
): Record<string, unknown> {
  return {
    resource,
    input,
    inputDetails: { truncated: false },
    timeoutInSeconds: timeoutSeconds,
    heartbeatInSeconds: heartbeatSeconds,
  };
}

function recordFailure(history: History, task: TaskState, error: TaskError): void {
  const isTimeout = error.name === "States.Timeout" || error.name === "States.HeartbeatTimeout";
  const details = { error: error.name, cause: error.message };
  if (isTimeout) history.append("ActivityTimedOut", { activityTimedOutEventDetails: details }, task.name);
  else history.append("ActivityFailed", { activityFailedEventDetails: details }, task.name);
}

function finishExecution({ sim, execution, history }: Run, ending: Ending): void {
  const { status, output, error, cause } = ending;
  Object.assign(execution, {
    status,
    stoppedAt: wallNow(),
    output: output ?? null,
    error: error ?? null,
    cause: cause ?? null,
  });
  if (status === "SUCCEEDED")
    history.append("ExecutionSucceeded", {
      executionSucceededEventDetails: { output, outputDetails: { truncated: false } },
    });
  if (status === "FAILED") history.append("ExecutionFailed", { executionFailedEventDetails: { error, cause } });
  if (status === "TIMED_OUT") history.append("ExecutionTimedOut", { executionTimedOutEventDetails: { error, cause } });
  if (status === "ABORTED") history.append("ExecutionAborted", { executionAbortedEventDetails: { error, cause } });
  sim.tasks.cancel(execution.executionArn);
  sim.changed();
}

function toFailure(error: unknown): Ending {
  const reason = error instanceof ExecutionError ? error.cause : error;
  if (!(reason instanceof Error)) return { status: "FAILED", error: "States.Runtime", cause: String(reason) };
  return { status: "FAILED", error: reason.name, cause: reason.message };
}

function contextOf(execution: Execution, roleArn: string) {
  const { executionArn, name, stateMachineArn } = execution;
  return {
    Execution: { Id: executionArn, Name: name, RoleArn: roleArn },
    StateMachine: { Id: stateMachineArn, Name: stateMachineArn.split(":").at(-1) },
  };
}
