import { wallNow } from "../clock.ts";
import { setLongTimeout } from "../long-timeout.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { readProgram } from "./definition/program.ts";
import { Cancelled, StateFailure } from "./interpreter/failure.ts";
import { History, inputDetails, LONGEST_HISTORY, outputDetails } from "./interpreter/history.ts";
import { runMachine } from "./interpreter/run-machine.ts";
import { Scope } from "./interpreter/scope.ts";
import type { Run, Thread } from "./interpreter/thread.ts";
import type { Json } from "./json.ts";
import { removeStateMachine, type Execution, type ExecutionStatus, type Revision } from "./records.ts";

type Ending = {
  status: Exclude<ExecutionStatus, "RUNNING">;
  output?: string;
  error?: string;
  cause?: string;
  /** Id of the event that the last one follows; AWS gives 0 to what comes from outside the states. */
  afterId?: number;
};

type Started = { execution: Execution; revision: Revision };

/** Runs an execution to its end in the background. */
export function runExecution(sim: Simulation, here: RegionState, { execution, revision }: Started): void {
  const { executionArn } = execution;
  const program = readProgram(revision.definition);
  const scope = new Scope();
  const end = (ending: Ending): void => {
    if (execution.status !== "RUNNING") return;
    close(history, execution, ending);
    sim.running.delete(executionArn);
    scope.end();
    removeDeleted(here, execution.stateMachineArn);
    sim.changed();
  };
  const history = new History(execution, () => end(historyFull(history.lastId)));
  const mayGoOn = (): boolean => {
    if (here.sfn.stateMachines.get(execution.stateMachineArn)?.status === "DELETING") end({ status: "ABORTED" });
    return execution.status === "RUNNING";
  };
  const input = JSON.parse(execution.input) as Json;
  const run: Run = { sim, here, execution, revision, history, input, mayGoOn, runMachine };
  const thread: Thread = { run, scope, lastId: 0, current: undefined, item: undefined };
  history.append("ExecutionStarted", 0, startedDetails(execution, revision));
  if (program.TimeoutSeconds !== undefined) {
    const deadline = setLongTimeout(() => end({ status: "TIMED_OUT" }), program.TimeoutSeconds * 1000);
    scope.onEnd(() => deadline.clear());
  }
  const abort = (error?: string, cause?: string): void =>
    end({ status: "ABORTED", ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
  sim.running.set(executionArn, { abort });
  runMachine(thread, program, input).then(
    (output) => end({ status: "SUCCEEDED", output: JSON.stringify(output), afterId: thread.lastId }),
    (error: unknown) => {
      if (!(error instanceof Cancelled)) end(toFailure(error, thread.lastId));
    },
  );
}

function startedDetails(execution: Execution, { roleArn }: Revision): Record<string, unknown> {
  const { stateMachineVersionArn, stateMachineAliasArn } = execution;
  return {
    ...inputDetails(execution.input),
    roleArn,
    ...(stateMachineVersionArn !== null && { stateMachineVersionArn }),
    ...(stateMachineAliasArn !== null && { stateMachineAliasArn }),
  };
}

function toFailure(error: unknown, afterId: number): Ending {
  if (error instanceof StateFailure) return { status: "FAILED", ...error.details, afterId };
  console.error("simulator: an execution broke", error);
  return { status: "FAILED", error: "States.Runtime", cause: String(error), afterId };
}

function historyFull(afterId: number): Ending {
  const cause = `The execution reached the maximum number of history events (${LONGEST_HISTORY}).`;
  return { status: "FAILED", error: "States.Runtime", cause, afterId };
}

const LAST_EVENTS: Record<Ending["status"], string> = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
};

function close(history: History, execution: Execution, { status, output, error, cause, afterId = 0 }: Ending): void {
  Object.assign(execution, {
    status,
    stoppedAt: wallNow(),
    output: output ?? null,
    error: error ?? null,
    cause: cause ?? null,
  });
  history.close(LAST_EVENTS[status], afterId, {
    ...(output !== undefined && outputDetails(output)),
    // DescribeExecution says nothing of it, the history does.
    ...(status === "TIMED_OUT" && { error: "States.Timeout" }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  });
}

/** A state machine that is being deleted goes when its last execution has ended. */
function removeDeleted({ sfn }: RegionState, stateMachineArn: string): void {
  if (sfn.stateMachines.get(stateMachineArn)?.status !== "DELETING") return;
  const isUsed = [...sfn.executions.values()].some(
    (each) => each.stateMachineArn === stateMachineArn && each.status === "RUNNING",
  );
  if (!isUsed) removeStateMachine(sfn, stateMachineArn);
}
