import type {
  DescribeExecutionInput,
  DescribeStateMachineForExecutionInput,
  StartExecutionInput,
  StopExecutionInput,
} from "@aws-sdk/client-sfn";
import { randomUUID } from "node:crypto";
import { notSimulated } from "../../aws-error.ts";
import { wallNow } from "../../clock.ts";
import { implement } from "../../wire/operation.ts";
import { sfnError, tooLong } from "../errors.ts";
import { isTooLong, problemOfJson } from "../json.ts";
import { findExecution, requireExecution, requireRevision, requireTarget, type Target } from "../lookup.ts";
import { requireValidName } from "../names.ts";
import type { Execution } from "../records.ts";
import { runExecution } from "../run-execution.ts";
import { toExecution } from "./execution-view.ts";
import { toRevision } from "./state-machines.ts";

/** Idempotent while an execution with the same name and input runs; a name that was used otherwise is refused. */
export const startExecution = implement<StartExecutionInput>(
  "StartExecution",
  (call, { stateMachineArn, name = randomUUID(), input = "{}" }) => {
    const target = requireTarget(call, stateMachineArn, name);
    requireValidName(name);
    requireInput(input);
    if (target.machine.type === "EXPRESS") throw notSimulated("states", "StartExecution of an EXPRESS state machine");
    const executionArn = `${target.machine.stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    const known = findExecution(call, executionArn);
    if (known) return repeatedStart(known, input);
    const execution = toNewExecution(target, { executionArn, name, input });
    call.here.sfn.executions.set(executionArn, execution);
    runExecution(call.sim, call.here, { execution, revision: target.revision });
    call.sim.changed();
    return { executionArn, startDate: new Date(execution.startedAt) };
  },
);

/** An execution that has ended stays as it ended; the answer is when that was. */
export const stopExecution = implement<StopExecutionInput>("StopExecution", (call, { executionArn, error, cause }) => {
  const execution = requireExecution(call, executionArn);
  call.sim.running.get(executionArn)?.abort(error, cause);
  return { stopDate: new Date(execution.stoppedAt ?? wallNow()) };
});

export const describeExecution = implement<DescribeExecutionInput>(
  "DescribeExecution",
  (call, { executionArn, includedData = "ALL_DATA" }) =>
    toExecution(requireExecution(call, executionArn), includedData === "ALL_DATA"),
);

export const describeStateMachineForExecution = implement<DescribeStateMachineForExecutionInput>(
  "DescribeStateMachineForExecution",
  (call, { executionArn }) => {
    const { stateMachineArn, revisionKey } = requireExecution(call, executionArn);
    const revision = requireRevision(call, revisionKey);
    return {
      stateMachineArn,
      name: stateMachineArn.slice(stateMachineArn.lastIndexOf(":") + 1),
      ...toRevision(revision),
      updateDate: new Date(revision.madeAt),
    };
  },
);

function requireInput(input: string): void {
  if (isTooLong(input)) throw tooLong("input");
  const problem = input === "" ? "Invalid execution input." : problemOfJson(input);
  if (problem !== undefined) {
    throw sfnError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${problem}'`);
  }
}

function toNewExecution(
  { machine, version, alias, revision }: Target,
  asked: Pick<Execution, "executionArn" | "name" | "input">,
): Execution {
  return {
    ...asked,
    stateMachineArn: machine.stateMachineArn,
    stateMachineVersionArn: version?.stateMachineVersionArn ?? null,
    stateMachineAliasArn: alias?.stateMachineAliasArn ?? null,
    revisionKey: revision.key,
    status: "RUNNING",
    startedAt: wallNow(),
    ...{ stoppedAt: null, output: null, error: null, cause: null },
    events: [],
  };
}

function repeatedStart(known: Execution, input: string) {
  if (known.status !== "RUNNING" || known.input !== input) {
    throw sfnError("ExecutionAlreadyExists", `Execution Already Exists: '${known.executionArn}'`);
  }
  return { executionArn: known.executionArn, startDate: new Date(known.startedAt) };
}
