import { awsJson } from "../wire/aws-json.ts";
import { loadModel } from "../wire/model.ts";
import { cancelCommand } from "./cancel-command.ts";
import { describeDocument } from "./describe-document.ts";
import { describeInstanceInformation } from "./describe-instance-information.ts";
import {
  describeAutomationExecutions,
  describeAutomationStepExecutions,
  getAutomationExecution,
} from "./read-automations.ts";
import { getCommandInvocation, listCommandInvocations, listCommands } from "./read-commands.ts";
import { sendCommand } from "./send-command.ts";
import { startAutomationExecution } from "./start-automation.ts";
import { sendAutomationSignal, stopAutomationExecution } from "./steer-automation.ts";

export const ssmProtocol = awsJson({
  service: "ssm",
  model: loadModel("ssm"),
  implementations: [
    ...[sendCommand, getCommandInvocation, listCommands, listCommandInvocations, cancelCommand],
    ...[startAutomationExecution, getAutomationExecution, describeAutomationExecutions],
    ...[describeAutomationStepExecutions, sendAutomationSignal, stopAutomationExecution],
    ...[describeInstanceInformation, describeDocument],
  ],
});
