import { isDeepStrictEqual } from "node:util";
import type { StartAutomationExecutionRequest, StartAutomationExecutionResult } from "@aws-sdk/client-ssm";
import { notSimulated } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import type { SsmOutcome } from "../outcomes.ts";
import { fraction } from "../random.ts";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { findDocument } from "./documents.ts";
import { ssmError } from "./errors.ts";
import { nextId } from "./ids.ts";
import type { Automation, PlannedStep, SsmDocument } from "./records.ts";
import { takeScripted } from "./scripted.ts";

type Request = Given<StartAutomationExecutionRequest>;

/** Idempotent by client token. An automation has no effects in the simulated world but its own course. */
export const startAutomationExecution = implement<StartAutomationExecutionRequest>(
  "StartAutomationExecution",
  (call, input): StartAutomationExecutionResult => {
    requireSimulated(input);
    const document = requireRunbook(call, input.DocumentName);
    const parameters = input.Parameters ?? {};
    requireParameters(document, parameters);
    const repeated = findRepeated(call, input, document.name);
    if (repeated) return { AutomationExecutionId: repeated.executionId };
    const automation = plan(call, document, input);
    call.here.ssm.automations.set(automation.executionId, automation);
    call.sim.changed();
    return { AutomationExecutionId: automation.executionId };
  },
);

function requireSimulated({ Mode, Targets, TargetMaps, TargetLocations, TargetLocationsURL }: Request): void {
  if (Mode === "Interactive") throw notSimulated("ssm", "StartAutomationExecution step by step");
  const isAtScale = Targets ?? TargetMaps ?? TargetLocations ?? TargetLocationsURL;
  if (isAtScale !== undefined) throw notSimulated("ssm", "StartAutomationExecution over targets");
}

function requireRunbook(call: Call, name: string): SsmDocument {
  const document = findDocument(call, name);
  if (document?.documentType === "Automation") return document;
  throw ssmError("AutomationDefinitionNotFoundException", `Automation definition ${name} not found`);
}

function requireParameters({ name, parameters }: SsmDocument, given: Record<string, string[]>): void {
  const unknown = Object.keys(given).filter((each) => !parameters.includes(each));
  if (unknown.length === 0) return;
  const message = `Parameters [${unknown.join(", ")}] are not declared in document ${name}`;
  throw ssmError("InvalidAutomationExecutionParametersException", message);
}

/** Throws IdempotentParameterMismatch when the token was used for another request. */
function findRepeated({ here }: Call, { ClientToken, Parameters = {} }: Request, name: string): Automation | undefined {
  if (ClientToken === undefined) return undefined;
  const known = [...here.ssm.automations.values()].find((each) => each.clientToken === ClientToken);
  if (known && (known.documentName !== name || !isDeepStrictEqual(known.parameters, { ...Parameters }))) {
    const message = "The client token was already used with other parameters.";
    throw ssmError("IdempotentParameterMismatch", message);
  }
  return known;
}

function plan(call: Call, document: SsmDocument, { Parameters = {}, ...input }: Request): Automation {
  const scripted = takeScripted(call, {
    documentName: document.name,
    text: Object.values(Parameters).flat().join("\n"),
    instanceIds: Parameters["InstanceId"] ?? [],
  });
  const executionId = nextId(call, "automation");
  const tags = (input.Tags ?? []).map(({ Key, Value }) => [Key, Value] as const);
  return {
    executionId,
    documentName: document.name,
    documentVersion: "1",
    parameters: { ...Parameters },
    tags: Object.fromEntries(tags),
    clientToken: input.ClientToken ?? null,
    executedBy: call.callerArn,
    startedAt: call.sim.clock.now(),
    steps: stepsOf(document, scripted, `${call.sim.seed}/${executionId}`),
    end: endOf(document, scripted),
    signals: [],
  };
}

/** A scripted duration is shared equally by the document's steps; an approval comes first and takes as long as it takes. */
function stepsOf({ steps }: SsmDocument, scripted: SsmOutcome | undefined, chance: string): PlannedStep[] {
  const planned = steps.map(({ name, action }) => {
    const seconds = scripted?.seconds === undefined ? 2 + 6 * fraction(chance, name) : scripted.seconds / steps.length;
    return { name, action, seconds, waitsForApproval: false };
  });
  if (scripted?.waitsForApproval !== true) return planned;
  return [{ name: "approve", action: "aws:approve", seconds: 0, waitsForApproval: true }, ...planned];
}

function endOf({ steps }: SsmDocument, scripted: SsmOutcome | undefined): Automation["end"] {
  const { status: wanted = "Success", outputs = {}, failureMessage } = scripted ?? {};
  const status = wanted === "Undeliverable" ? "Failed" : wanted;
  const reason = status === "TimedOut" ? "Step timed out" : "Step fails when it is Execute";
  const told =
    failureMessage ??
    `${reason}: ${steps.at(-1)?.name ?? ""}. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.`;
  return { status, outputs, failureMessage: told };
}
