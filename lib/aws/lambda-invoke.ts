import { InvokeCommand } from "@aws-sdk/client-lambda";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { leaveBefore } from "./call-deadline.ts";

export type InvokeRequest = {
  /** Name, partial or full ARN; with `:alias` or `:version` behind it if not the newest code is meant. */
  functionName: string;
  payload: unknown;
  signal: AbortSignal;
  /** Milliseconds of `Date.now()` after which the request must not leave any more. */
  deadline: number;
};

/** What a function answered. `payload` is JSON text, `log` the last 4 KB of what it logged. */
export type FunctionAnswer =
  | { succeeded: true; payload: string; log: string }
  | { succeeded: false; error: FunctionError; payload: string; log: string };

/** What the function itself threw; `type` is null where it does not say. A function that ran out of time fails like this, too. */
export type FunctionError = { type: string | null; message: string };

/**
 * Invokes a function once and waits for its answer. A function that fails is an answer; a rejection is the service's, and unless
 * its `awsFailureOf` is `refused`, nobody knows whether the function ran.
 */
export async function invokeFunction(
  clients: AccountClients,
  place: AwsPlace,
  request: InvokeRequest,
): Promise<FunctionAnswer> {
  const command = toCommand(request, { InvocationType: "RequestResponse", LogType: "Tail" });
  const answer = await clients.lambda(place).send(command, { abortSignal: request.signal });
  const payload = answer.Payload?.transformToString() ?? "";
  const log = Buffer.from(answer.LogResult ?? "", "base64").toString();
  if (answer.FunctionError === undefined) return { succeeded: true, payload, log };
  return { succeeded: false, error: toFunctionError(payload, answer.FunctionError), payload, log };
}

/** Has Lambda invoke a function soon, without waiting for it; Lambda itself repeats it twice when it fails. */
export async function invokeFunctionLater(
  clients: AccountClients,
  place: AwsPlace,
  request: InvokeRequest,
): Promise<void> {
  await clients.lambda(place).send(toCommand(request, { InvocationType: "Event" }), { abortSignal: request.signal });
}

type Manner = { InvocationType: "RequestResponse" | "Event"; LogType?: "Tail" };

function toCommand(request: InvokeRequest, manner: Manner): InvokeCommand {
  const Payload = JSON.stringify(request.payload) as string | undefined;
  const command = new InvokeCommand({ FunctionName: request.functionName, ...(Payload && { Payload }), ...manner });
  leaveBefore(command, request.deadline);
  return command;
}

function toFunctionError(payload: string, kind: string): FunctionError {
  const { errorType, errorMessage } = parseObject(payload);
  return {
    type: typeof errorType === "string" ? errorType : null,
    message: typeof errorMessage === "string" && errorMessage !== "" ? errorMessage : `${kind} function error`,
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
