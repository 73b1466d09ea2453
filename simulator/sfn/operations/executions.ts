import { randomUUID } from "node:crypto";
import { z } from "zod";
import { wallNow } from "../../clock.ts";
import { operation, type Call } from "../../operation.ts";
import { cutPage } from "../../page.ts";
import { compile } from "../definition.ts";
import { sfnError } from "../errors.ts";
import { data, name, pageSize, paging, resourceArn } from "../model.ts";
import type { Execution } from "../records.ts";
import { runExecution } from "../run-execution.ts";
import { requireStateMachine } from "./state-machines.ts";

/** Idempotent while an execution with the same name and input runs; a name that was used otherwise is refused. */
export const startExecution = operation({
  name: "StartExecution",
  input: z.object({ stateMachineArn: resourceArn, name: name.default(() => randomUUID()), input: data.default("{}") }),
  run: (call, { stateMachineArn, name: executionName, input }) => {
    const machine = requireStateMachine(call, stateMachineArn);
    requireJson(input);
    const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${executionName}`;
    const known = call.here.sfn.executions.get(executionArn);
    if (known) return repeatedStart(known, input);
    const execution: Execution = {
      ...{ executionArn, stateMachineArn, name: executionName, input },
      status: "RUNNING",
      startedAt: wallNow(),
      ...{ stoppedAt: null, output: null, error: null, cause: null },
      events: [],
    };
    call.here.sfn.executions.set(executionArn, execution);
    runExecution(call.sim, compile(machine.definition), { execution, roleArn: machine.roleArn });
    call.sim.changed();
    return { executionArn, startDate: execution.startedAt / 1000 };
  },
});

export const stopExecution = operation({
  name: "StopExecution",
  input: z.object({
    executionArn: resourceArn,
    error: z.string().max(256).optional(),
    cause: z.string().max(32_768).optional(),
  }),
  run: (call, { executionArn, error, cause }) => {
    const execution = requireExecution(call, executionArn);
    call.sim.running.get(executionArn)?.abort(error, cause);
    return { stopDate: (execution.stoppedAt ?? wallNow()) / 1000 };
  },
});

export const describeExecution = operation({
  name: "DescribeExecution",
  input: z.object({ executionArn: resourceArn }),
  run: (call, { executionArn }) => {
    const execution = requireExecution(call, executionArn);
    return {
      ...toSummary(execution),
      input: execution.input,
      inputDetails: { included: true },
      ...(execution.output !== null && { output: execution.output, outputDetails: { included: true } }),
      ...(execution.error !== null && { error: execution.error }),
      ...(execution.cause !== null && { cause: execution.cause }),
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
    };
  },
});

/** Newest first. */
export const listExecutions = operation({
  name: "ListExecutions",
  input: z.object({
    stateMachineArn: resourceArn,
    statusFilter: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"]).optional(),
    ...paging,
  }),
  run: (call, { stateMachineArn, statusFilter, maxResults, nextToken }) => {
    requireStateMachine(call, stateMachineArn);
    const executions = [...call.here.sfn.executions.values()]
      .filter((each) => each.stateMachineArn === stateMachineArn && (!statusFilter || each.status === statusFilter))
      .reverse();
    const request = { maxResults: pageSize(maxResults), nextToken };
    const { items, ...next } = cutPage(executions, request, {
      keyOf: (each) => each.executionArn,
      scope: `ListExecutions/${stateMachineArn}/${statusFilter ?? ""}`,
      defaultSize: 100,
      largestSize: 1000,
    });
    return { executions: items.map(toSummary), ...next };
  },
});

export const getExecutionHistory = operation({
  name: "GetExecutionHistory",
  input: z.object({
    executionArn: resourceArn,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().optional(),
    ...paging,
  }),
  run: (call, { executionArn, reverseOrder, maxResults, nextToken }) => {
    const { events } = requireExecution(call, executionArn);
    const request = { maxResults: pageSize(maxResults), nextToken };
    const { items, ...next } = cutPage(reverseOrder ? events.toReversed() : events, request, {
      keyOf: (event) => String(event.id),
      scope: `GetExecutionHistory/${executionArn}/${reverseOrder}`,
      defaultSize: 100,
      largestSize: 1000,
    });
    return { events: items, ...next };
  },
});

function requireExecution({ here }: Call, executionArn: string): Execution {
  const execution = here.sfn.executions.get(executionArn);
  if (!execution) throw sfnError("ExecutionDoesNotExist", `Execution Does Not Exist: '${executionArn}'`);
  return execution;
}

function requireJson(input: string): void {
  try {
    JSON.parse(input);
  } catch {
    throw sfnError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${input.slice(0, 200)}'`);
  }
}

function repeatedStart(known: Execution, input: string): Record<string, unknown> {
  if (known.status !== "RUNNING" || known.input !== input) {
    throw sfnError("ExecutionAlreadyExists", `Execution Already Exists: '${known.executionArn}'`);
  }
  return { executionArn: known.executionArn, startDate: known.startedAt / 1000 };
}

function toSummary(execution: Execution): Record<string, unknown> {
  const { executionArn, stateMachineArn, name: executionName, status, startedAt, stoppedAt } = execution;
  return {
    ...{ executionArn, stateMachineArn, name: executionName, status },
    startDate: startedAt / 1000,
    ...(stoppedAt !== null && { stopDate: stoppedAt / 1000 }),
  };
}
