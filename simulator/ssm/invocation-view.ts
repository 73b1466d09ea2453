import type { CommandInvocation, CommandPlugin, GetCommandInvocationResult } from "@aws-sdk/client-ssm";
import type { Call } from "../operation.ts";
import { NO_NOTIFICATIONS, NO_OUTPUT_ELSEWHERE } from "./command-view.ts";
import { invocationAt, isSettled, statusOf } from "./command-state.ts";
import { findDocument } from "./documents.ts";
import type { Command, Invocation } from "./records.ts";

const LONGEST_OUTPUT = 24_000;
const LONGEST_ERROR = 8000;
const LONGEST_PLUGIN_OUTPUT = 2500;
const CUT_OUTPUT = "--output truncated--";
const CUT_PLUGIN_OUTPUT = "\n---Output truncated---";

type Sent = { command: Command; invocation: Invocation };

/** An invocation as GetCommandInvocation answers it. */
export function toInvocationResult(call: Call, { command, invocation }: Sent): GetCommandInvocationResult {
  const now = progressOf(call, invocation);
  return {
    ...{ CommandId: command.commandId, InstanceId: invocation.instanceId, Comment: command.comment },
    ...{ DocumentName: command.documentName, DocumentVersion: command.documentVersion },
    PluginName: pluginName(call, command),
    ResponseCode: now.code,
    ExecutionStartDateTime: now.startedAt?.toISOString() ?? "",
    ExecutionElapsedTime: now.startedAt && now.endedAt ? toElapsed(now.startedAt, now.endedAt) : "",
    ExecutionEndDateTime: now.endedAt?.toISOString() ?? "",
    ...{ Status: now.status, StatusDetails: now.details },
    StandardOutputContent: cut(now.standardOutput, { longest: LONGEST_OUTPUT, suffix: CUT_OUTPUT }),
    StandardOutputUrl: "",
    StandardErrorContent: cut(now.standardError, { longest: LONGEST_ERROR, suffix: CUT_OUTPUT }),
    StandardErrorUrl: "",
    CloudWatchOutputConfig: NO_OUTPUT_ELSEWHERE,
  };
}

/** An invocation as ListCommandInvocations answers it; with details it says what its plugin did. */
export function toListedInvocation(call: Call, sent: Sent, hasDetails: boolean): CommandInvocation {
  const { command, invocation } = sent;
  const now = progressOf(call, invocation);
  return {
    ...{ CommandId: command.commandId, InstanceId: invocation.instanceId, InstanceName: invocation.instanceName },
    ...{ Comment: command.comment, DocumentName: command.documentName, DocumentVersion: command.documentVersion },
    RequestedDateTime: new Date(call.sim.clock.wallOf(command.requestedAt)),
    ...{ Status: now.status, StatusDetails: now.details, StandardOutputUrl: "", StandardErrorUrl: "" },
    CommandPlugins: hasDetails ? [toPlugin(call, command, now)] : [],
    ...{ ServiceRole: "", NotificationConfig: NO_NOTIFICATIONS, CloudWatchOutputConfig: NO_OUTPUT_ELSEWHERE },
  };
}

/** What a command's only plugin is called. */
export function pluginName(call: Call, { documentName }: Command): string {
  return findDocument(call, documentName)?.steps[0]?.action ?? "aws:runShellScript";
}

type Progress = ReturnType<typeof progressOf>;

function progressOf({ sim, here }: Call, invocation: Invocation) {
  const { clock } = sim;
  const state = invocationAt(here, invocation, clock.now());
  const { end } = invocation;
  // Only an invocation that ended as planned has anything to report.
  const hasReported = isSettled(state) && state.details === end.status;
  return {
    ...{ status: statusOf(state.details), details: state.details },
    startedAt: state.startedAt === null ? undefined : new Date(clock.wallOf(state.startedAt)),
    endedAt: state.startedAt === null || state.endedAt === null ? undefined : new Date(clock.wallOf(state.endedAt)),
    code: hasReported ? end.code : -1,
    standardOutput: hasReported ? end.standardOutput : "",
    standardError: hasReported ? end.standardError : "",
  };
}

function toPlugin(call: Call, command: Command, now: Progress): CommandPlugin {
  const error = now.standardError === "" ? "" : `\n----------ERROR-------\n${now.standardError}`;
  const output = `${now.standardOutput}${error}`;
  return {
    Name: pluginName(call, command),
    ...{ Status: now.status === "Cancelling" ? "InProgress" : now.status, StatusDetails: now.details },
    ResponseCode: now.code,
    ...{ ResponseStartDateTime: now.startedAt, ResponseFinishDateTime: now.endedAt },
    Output: cut(output, { longest: LONGEST_PLUGIN_OUTPUT, suffix: CUT_PLUGIN_OUTPUT }),
    ...{ StandardOutputUrl: "", StandardErrorUrl: "", OutputS3Region: call.region },
  };
}

function cut(text: string, { longest, suffix }: { longest: number; suffix: string }): string {
  return text.length <= longest ? text : text.slice(0, longest - suffix.length) + suffix;
}

/** ISO 8601 duration with milliseconds, `PT1M2.5S`. */
function toElapsed(from: Date, to: Date): string {
  const milliseconds = to.getTime() - from.getTime();
  const minutes = Math.floor(milliseconds / 60_000);
  const seconds = (milliseconds % 60_000) / 1000;
  return `PT${minutes > 0 ? `${minutes}M` : ""}${seconds}S`;
}
