import { z } from "zod";
import { notSimulated } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { findExecution, requireExecution, requireStateMachine } from "../lookup.ts";
import { paging, resourceArn } from "../model.ts";
import type { HistoryEvent } from "../records.ts";
import { toExecutionSummary } from "./execution-view.ts";

/** Newest first; of a version's or an alias's ARN, only what was started by it. */
export const listExecutions = operation({
  name: "ListExecutions",
  input: z.object({
    stateMachineArn: resourceArn.optional(),
    mapRunArn: z.string().min(1).max(2000).optional(),
    statusFilter: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"]).optional(),
    redriveFilter: z.enum(["REDRIVEN", "NOT_REDRIVEN"]).optional(),
    ...paging,
    nextToken: z.string().min(1).max(3096).optional(),
  }),
  run: (call, { stateMachineArn: arn, mapRunArn, statusFilter, redriveFilter, ...request }) => {
    if (mapRunArn !== undefined) throw notSimulated("states", "ListExecutions of a Map Run");
    if (arn === undefined) throw sfnError("ValidationException", "A stateMachineArn or a mapRunArn must be specified");
    const { versions, aliases, executions } = call.here.sfn;
    requireStateMachine(call, (versions.get(arn) ?? aliases.get(arn))?.stateMachineArn ?? arn);
    const found = [...executions.values()]
      .filter(({ stateMachineArn, stateMachineVersionArn, stateMachineAliasArn }) =>
        [stateMachineArn, stateMachineVersionArn, stateMachineAliasArn].includes(arn),
      )
      .filter(({ executionArn, status }) => findExecution(call, executionArn) && (statusFilter ?? status) === status)
      .reverse();
    const { page, next } = cutList(redriveFilter === "REDRIVEN" ? [] : found, request, {
      call,
      keyOf: (each) => each.executionArn,
      scope: `ListExecutions/${arn}/${statusFilter ?? ""}/${redriveFilter ?? ""}`,
    });
    return { executions: page.map(toExecutionSummary), ...next };
  },
});

export const getExecutionHistory = operation({
  name: "GetExecutionHistory",
  input: z.object({
    executionArn: resourceArn,
    reverseOrder: z.boolean().default(false),
    includeExecutionData: z.boolean().default(true),
    ...paging,
  }),
  run: (call, { executionArn, reverseOrder, includeExecutionData, ...request }) => {
    const { events } = requireExecution(call, executionArn);
    const { page, next } = cutList(reverseOrder ? events.toReversed() : events, request, {
      call,
      keyOf: (event) => String(event.id),
      scope: `GetExecutionHistory/${executionArn}/${reverseOrder}/${includeExecutionData}`,
    });
    return { events: includeExecutionData ? page : page.map(withoutData), ...next };
  },
});

function withoutData(event: HistoryEvent): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event).map(([member, value]) => {
      if (typeof value !== "object" || value === null) return [member, value];
      const { input: _input, output: _output, ...details } = value as Record<string, unknown>;
      return [member, details];
    }),
  );
}
