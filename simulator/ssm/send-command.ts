import type { Command as SdkCommand, SendCommandRequest, SendCommandResult } from "@aws-sdk/client-ssm";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { chooseTargets } from "./choose-targets.ts";
import { toCommand } from "./command-view.ts";
import { requireDocument } from "./documents.ts";
import { ssmError } from "./errors.ts";
import type { SsmDocument } from "./records.ts";
import { nextId } from "./ids.ts";
import { planInvocations } from "./plan-command.ts";

const DEFAULT_DELIVERY_SECONDS = 3600;

/** There is no client token: a repeated call is a second command. */
export const sendCommand = implement<SendCommandRequest>("SendCommand", (call, input): SendCommandResult => {
  const document = requireDocument(call, input.DocumentName);
  if (document.documentType !== "Command") throw ssmError("InvalidDocument", "The document is no command document.");
  const parameters = input.Parameters ?? {};
  requireParameters(document, parameters);
  const targets = chooseTargets(call, input, document);
  const command = {
    commandId: nextId(call, "command"),
    documentName: document.name,
    documentVersion: input.DocumentVersion ?? "$DEFAULT",
    comment: input.Comment ?? "",
    parameters,
    instanceIds: input.InstanceIds ?? [],
    targets: (input.Targets ?? []).map(({ Key = "", Values = [] }) => ({ key: Key, values: Values })),
    requestedAt: call.sim.clock.now(),
    timeoutSeconds: input.TimeoutSeconds ?? DEFAULT_DELIVERY_SECONDS,
    maxConcurrency: input.MaxConcurrency ?? "50",
    maxErrors: input.MaxErrors ?? "0",
  };
  const sent = { ...command, invocations: planInvocations(call, command, targets) };
  call.here.ssm.commands.set(sent.commandId, sent);
  call.sim.changed();
  return { Command: { ...toCommand(call, sent), ...AS_SENT } };
});

/** The answer of SendCommand is older than what becomes of the command. */
const AS_SENT = {
  ...{ Status: "Pending", StatusDetails: "Pending" },
  ...{ CompletedCount: 0, ErrorCount: 0, DeliveryTimedOutCount: 0 },
} satisfies SdkCommand;

function requireParameters({ name, parameters: known }: SsmDocument, given: Given<Record<string, string[]>>): void {
  const unknown = Object.keys(given).filter((each) => !known.includes(each));
  if (unknown.length > 0) {
    throw ssmError("InvalidParameters", `document ${name} does not support parameters: ${unknown.join(", ")}`);
  }
  if (known.includes("commands") && (given["commands"] ?? []).length === 0) {
    throw ssmError("InvalidParameters", "Parameter commands is required but was not provided.");
  }
}
