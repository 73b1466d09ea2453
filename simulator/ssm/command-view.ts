import type { Command as SdkCommand } from "@aws-sdk/client-ssm";
import type { Call } from "../operation.ts";
import { commandAt } from "./command-state.ts";
import { executionSeconds } from "./plan-command.ts";
import type { Command } from "./records.ts";

/** What every answer about a command says of output that goes elsewhere: nothing does. */
export const NO_OUTPUT_ELSEWHERE = { CloudWatchLogGroupName: "", CloudWatchOutputEnabled: false };
export const NO_NOTIFICATIONS = { NotificationArn: "", NotificationEvents: [] };

/** A command as it stands now. */
export function toCommand({ sim, here }: Call, command: Command): SdkCommand {
  const { clock } = sim;
  const state = commandAt(here, command, clock.now());
  const expiresAt = command.requestedAt + (command.timeoutSeconds + executionSeconds(command)) * 1000;
  return {
    ...{ CommandId: command.commandId, DocumentName: command.documentName, DocumentVersion: command.documentVersion },
    ...{ Comment: command.comment, Parameters: command.parameters, InstanceIds: command.instanceIds },
    Targets: command.targets.map(({ key, values }) => ({ Key: key, Values: values })),
    RequestedDateTime: new Date(clock.wallOf(command.requestedAt)),
    ExpiresAfter: new Date(clock.wallOf(expiresAt)),
    ...{ Status: state.status, StatusDetails: state.details },
    ...{ MaxConcurrency: command.maxConcurrency, MaxErrors: command.maxErrors },
    ...{ TargetCount: command.invocations.length, CompletedCount: state.completed },
    ...{ ErrorCount: state.errors, DeliveryTimedOutCount: state.deliveryTimeouts },
    ...{ ServiceRole: "", NotificationConfig: NO_NOTIFICATIONS, CloudWatchOutputConfig: NO_OUTPUT_ELSEWHERE },
    TimeoutSeconds: command.timeoutSeconds,
  };
}
