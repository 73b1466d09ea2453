import {
  CancelCommandCommand,
  type CommandInvocation,
  type CommandPlugin,
  GetCommandInvocationCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SendCommandCommand,
} from "@aws-sdk/client-ssm";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { leaveBefore } from "./call-deadline.ts";
import { isoSeconds, ssmPages } from "./ssm-values.ts";

/** AWS's clock may be behind ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** AWS Systems Manager API: SendCommand takes at most 50 instances. */
export const MAX_COMMAND_INSTANCES = 50;

export type RunCommandRequest = {
  /** What it is for, at most 100 characters. One of an action is found again by its comment where the reply was lost. */
  comment: string;
  documentName: string;
  parameters: Record<string, string[]>;
  /** At most `MAX_COMMAND_INSTANCES`. */
  instanceIds: readonly string[];
  /** How long an instance may take to fetch the command: 30 seconds to 30 days; an hour unless given. */
  deliverySeconds?: number;
  signal: AbortSignal;
  /** Milliseconds of `Date.now()` after which the request must not leave any more. */
  deadline: number;
};

/**
 * Sends a command once and answers its id. A rejection whose `awsFailureOf` is not `refused` means that nobody knows whether AWS
 * got it: `findRunCommand` tells.
 */
export async function sendRunCommand(
  clients: AccountClients,
  place: AwsPlace,
  request: RunCommandRequest,
): Promise<string> {
  const command = new SendCommandCommand({
    DocumentName: request.documentName,
    InstanceIds: [...request.instanceIds],
    Parameters: request.parameters,
    Comment: request.comment,
    ...(request.deliverySeconds !== undefined && { TimeoutSeconds: request.deliverySeconds }),
  });
  leaveBefore(command, request.deadline);
  const { Command } = await clients.ssmWithoutRetries(place).send(command, { abortSignal: request.signal });
  if (Command?.CommandId === undefined) throw new Error("SendCommand answered without a command.");
  return Command.CommandId;
}

/** The id of the command that was sent for an action run since then; null when AWS shows none. */
export async function findRunCommand(
  clients: AccountClients,
  place: AwsPlace,
  { actionRunId, since, signal }: { actionRunId: string; since: Date; signal: AbortSignal },
): Promise<string | null> {
  const invokedAfter = isoSeconds(new Date(since.getTime() - CLOCK_SKEW_MS));
  const Filters = [{ key: "InvokedAfter" as const, value: invokedAfter }];
  const commands = await ssmPages(async (page) => {
    const command = new ListCommandsCommand({ Filters, ...page });
    const { Commands, NextToken } = await clients.ssm(place).send(command, { abortSignal: signal });
    return { items: Commands, NextToken };
  });
  const comment = commentOfAction(actionRunId);
  return commands.find((each) => each.Comment === comment)?.CommandId ?? null;
}

/** The comment of a command that an action sends. */
export function commentOfAction(actionRunId: string): string {
  return `DRS Orchestrator action ${actionRunId}`;
}

export type CommandStatus = "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "CANCELLED";

/** How a command goes on one instance. */
export type InstanceCommand = {
  instanceId: string;
  status: CommandStatus;
  /** AWS's longer word for the status, such as `DeliveryTimedOut` or `Undeliverable`. */
  details: string;
  /** Of the step that ran last; null before it ended. */
  exitCode: number | null;
  /** The step of the document that ran last; null before the first one began. */
  stepName: string | null;
  /** What that step printed: its first 2,500 characters. */
  output: string;
};

/** How a command goes on each of its instances. Those that AWS does not show yet, for a moment after it was sent, are missing. */
export async function listInstanceCommands(
  clients: AccountClients,
  place: AwsPlace,
  { commandId, signal }: { commandId: string; signal: AbortSignal },
): Promise<InstanceCommand[]> {
  const invocations = await ssmPages(async (page) => {
    const command = new ListCommandInvocationsCommand({ CommandId: commandId, Details: true, ...page });
    const { CommandInvocations, NextToken } = await clients.ssm(place).send(command, { abortSignal: signal });
    return { items: CommandInvocations, NextToken };
  });
  return invocations.map(toInstanceCommand);
}

/** What a command printed on an instance: its first 24,000 characters, and the first 8,000 of its errors. */
export type CommandOutput = { standardOutput: string; standardError: string };

/** The output of a step; null when AWS does not show the command on that instance. */
export async function readCommandOutput(
  clients: AccountClients,
  place: AwsPlace,
  request: { commandId: string; instanceId: string; stepName: string | null; signal: AbortSignal },
): Promise<CommandOutput | null> {
  const command = new GetCommandInvocationCommand({
    CommandId: request.commandId,
    InstanceId: request.instanceId,
    ...(request.stepName !== null && { PluginName: request.stepName }),
  });
  try {
    const answer = await clients.ssm(place).send(command, { abortSignal: request.signal });
    return {
      standardOutput: answer.StandardOutputContent ?? "",
      standardError: answer.StandardErrorContent ?? "",
    };
  } catch (error) {
    if (error instanceof Error && error.name === "InvocationDoesNotExist") return null;
    throw error;
  }
}

/** Asks AWS to stop a command wherever it has not ended. It may be repeated; what ended stays as it ended. */
export async function cancelRunCommand(
  clients: AccountClients,
  place: AwsPlace,
  { commandId, signal }: { commandId: string; signal: AbortSignal },
): Promise<void> {
  await clients.ssm(place).send(new CancelCommandCommand({ CommandId: commandId }), { abortSignal: signal });
}

function toInstanceCommand(invocation: CommandInvocation): InstanceCommand {
  const step = lastStep(invocation.CommandPlugins ?? []);
  const hasEnded = step?.ResponseFinishDateTime !== undefined && step.ResponseCode !== undefined;
  return {
    instanceId: invocation.InstanceId ?? "",
    status: STATUSES[invocation.Status ?? "Pending"] ?? "RUNNING",
    details: invocation.StatusDetails ?? invocation.Status ?? "",
    exitCode: hasEnded ? (step.ResponseCode ?? null) : null,
    stepName: step?.Name ?? null,
    output: step?.Output ?? "",
  };
}

/** AWS lists every step of the document from the beginning on. */
function lastStep(plugins: readonly CommandPlugin[]): CommandPlugin | undefined {
  return plugins.findLast((each) => each.ResponseStartDateTime !== undefined);
}

const STATUSES: Record<string, CommandStatus> = {
  Pending: "PENDING",
  Delayed: "PENDING",
  InProgress: "RUNNING",
  Cancelling: "RUNNING",
  Success: "SUCCEEDED",
  Failed: "FAILED",
  TimedOut: "TIMED_OUT",
  Cancelled: "CANCELLED",
};
