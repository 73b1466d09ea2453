import type { GetExecutionHistoryInput, ListExecutionsInput } from "@aws-sdk/client-sfn";
import { notSimulated } from "../../aws-error.ts";
import { implement } from "../../wire/operation.ts";
import { sfnError } from "../errors.ts";
import { cutList } from "../list-page.ts";
import { findExecution, requireExecution, requireStateMachine } from "../lookup.ts";
import type { HistoryEvent } from "../records.ts";
import { toExecutionSummary } from "./execution-view.ts";

/** Newest first; of a version's or an alias's ARN, only what was started by it. */
export const listExecutions = implement<ListExecutionsInput>(
  "ListExecutions",
  (call, { stateMachineArn: arn, mapRunArn, statusFilter, redriveFilter, ...request }) => {
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
);

export const getExecutionHistory = implement<GetExecutionHistoryInput>(
  "GetExecutionHistory",
  (call, { executionArn, reverseOrder = false, includeExecutionData = true, ...request }) => {
    const { events } = requireExecution(call, executionArn);
    const { page, next } = cutList(reverseOrder ? events.toReversed() : events, request, {
      call,
      keyOf: (event) => String(event.id),
      scope: `GetExecutionHistory/${executionArn}/${reverseOrder}/${includeExecutionData}`,
    });
    return { events: page.map((event) => toEvent(includeExecutionData ? event : withoutData(event))), ...next };
  },
);

function toEvent(event: HistoryEvent) {
  return { ...event, timestamp: new Date(event.timestamp) };
}

function withoutData(event: HistoryEvent): HistoryEvent {
  return Object.fromEntries(
    Object.entries(event).map(([member, value]) => {
      if (typeof value !== "object" || value === null) return [member, value];
      const { input: _input, output: _output, ...details } = value as Record<string, unknown>;
      return [member, details];
    }),
  ) as HistoryEvent;
}
