import type {
  CommandFilter,
  GetCommandInvocationRequest,
  GetCommandInvocationResult,
  ListCommandInvocationsRequest,
  ListCommandInvocationsResult,
  ListCommandsRequest,
  ListCommandsResult,
} from "@aws-sdk/client-ssm";
import type { Call } from "../operation.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { commandAt, invocationAt, statusOf } from "./command-state.ts";
import { toCommand } from "./command-view.ts";
import { ssmError } from "./errors.ts";
import { pluginName, toInvocationResult, toListedInvocation } from "./invocation-view.ts";
import type { Command } from "./records.ts";
import { cutSsmPage } from "./ssm-page.ts";

const PAGE = { defaultSize: 50, largestSize: 50 };
/** Simulated milliseconds after which a command's invocations can be read. */
const VISIBLE_AFTER_MS = 1000;

/** For a moment after SendCommand the invocation does not exist yet. */
export const getCommandInvocation = implement<GetCommandInvocationRequest>(
  "GetCommandInvocation",
  (call, { CommandId, InstanceId, PluginName }): GetCommandInvocationResult => {
    const command = call.here.ssm.commands.get(CommandId);
    const invocation = command?.invocations.find((each) => each.instanceId === InstanceId);
    if (!command || !invocation || !isVisible(call, command)) throw ssmError("InvocationDoesNotExist");
    const plugin = pluginName(call, command);
    if (PluginName !== undefined && PluginName !== plugin) throw ssmError("InvalidPluginName");
    return toInvocationResult(call, { command, invocation });
  },
);

/** Newest first. */
export const listCommands = implement<ListCommandsRequest>("ListCommands", (call, input): ListCommandsResult => {
  const statusIn = (command: Command) => commandAt(call.here, command, call.sim.clock.now()).status;
  const chosen = chooseCommands(call, input).filter((command) => hasStatus(input.Filters, statusIn(command)));
  const { items, nextToken } = cutSsmPage(chosen, input, {
    call,
    ...PAGE,
    keyOf: (each) => each.commandId,
    scope: "ListCommands",
  });
  return { Commands: items.map((each) => toCommand(call, each)), NextToken: nextToken };
});

/** Newest first. */
export const listCommandInvocations = implement<ListCommandInvocationsRequest>(
  "ListCommandInvocations",
  (call, input): ListCommandInvocationsResult => {
    const { InstanceId, Details = false } = input;
    const now = call.sim.clock.now();
    const sent = chooseCommands(call, input)
      .filter((command) => isVisible(call, command))
      .flatMap((command) => command.invocations.map((invocation) => ({ command, invocation })))
      .filter(({ invocation }) => InstanceId === undefined || invocation.instanceId === InstanceId)
      .filter(({ invocation }) => hasStatus(input.Filters, statusOf(invocationAt(call.here, invocation, now).details)));
    const { items, nextToken } = cutSsmPage(sent, input, {
      call,
      ...PAGE,
      keyOf: ({ command, invocation }) => `${command.commandId}/${invocation.instanceId}`,
      scope: "ListCommandInvocations",
    });
    return { CommandInvocations: items.map((each) => toListedInvocation(call, each, Details)), NextToken: nextToken };
  },
);

function isVisible({ sim }: Call, { requestedAt }: Command): boolean {
  return sim.clock.now() >= requestedAt + VISIBLE_AFTER_MS;
}

type Selection = Given<ListCommandsRequest>;

/** The commands that a list is about, by everything but their status. Throws InvalidCommandId for an unknown one. */
function chooseCommands({ sim, here }: Call, { CommandId, InstanceId, Filters = [] }: Selection): Command[] {
  if (CommandId !== undefined && !here.ssm.commands.has(CommandId)) throw ssmError("InvalidCommandId");
  return [...here.ssm.commands.values()]
    .filter((command) => CommandId === undefined || command.commandId === CommandId)
    .filter(({ invocations }) => InstanceId === undefined || invocations.some((each) => each.instanceId === InstanceId))
    .filter((command) => Filters.every((filter) => isOf(command, filter, sim.clock.wallOf(command.requestedAt))))
    .reverse();
}

/** Whether a command passes a filter that is not about its status. */
function isOf(command: Command, { key, value }: Given<CommandFilter>, requestedAt: number): boolean {
  if (key === "DocumentName") return command.documentName === value;
  if (key !== "InvokedAfter" && key !== "InvokedBefore") return true;
  const moment = Date.parse(value);
  if (Number.isNaN(moment)) throw ssmError("ValidationException", `${value} is no time stamp.`);
  return key === "InvokedAfter" ? requestedAt > moment : requestedAt < moment;
}

const EXECUTING = ["Pending", "InProgress", "Cancelling"];

function hasStatus(filters: Selection["Filters"] = [], status: string): boolean {
  return filters.every(({ key, value }) => {
    if (key === "Status") return value === status;
    if (key === "ExecutionStage") return (value === "Executing") === EXECUTING.includes(status);
    return true;
  });
}
