import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { InvocationRequest, InvocationResponse } from "@aws-sdk/client-lambda";
import type { Call } from "../operation.ts";
import { outcomesFor, type LambdaOutcome } from "../outcomes.ts";
import { fraction } from "../random.ts";
import { implement } from "../wire/operation.ts";
import { lambdaError } from "./errors.ts";
import { requireFunction } from "./functions.ts";
import type { LambdaFunction } from "./records.ts";

const LONGEST_PAYLOAD_BYTES = 6_291_456;
const LONGEST_EVENT_BYTES = 1_048_576;
const LOG_TAIL_BYTES = 4096;

/** Answers the input unless an outcome was scripted; takes part of a simulated second. */
export const invoke = implement<InvocationRequest>("Invoke", async (call, input): Promise<InvocationResponse> => {
  const { lambda, executedVersion } = requireFunction(call, input);
  const { InvocationType: type = "RequestResponse" } = input;
  const payload = Buffer.from((input.Payload ?? "") as Uint8Array);
  requireSize(payload, type === "Event" ? LONGEST_EVENT_BYTES : LONGEST_PAYLOAD_BYTES);
  requireJson(payload);
  if (type === "DryRun") return { StatusCode: 204 };
  const outcome = takeOutcome(call, lambda, payload.toString());
  if (type === "Event") return { StatusCode: 202 };
  const requestId = randomUUID();
  const seconds = outcome?.seconds ?? 0.05 + fraction("invoke", requestId) * 0.4;
  await sleep((seconds * 1000) / call.sim.clock.speed);
  const answer = outcome === undefined || outcome.payload === undefined ? echo(payload) : outcome.payload;
  return {
    StatusCode: outcome?.statusCode ?? 200,
    ...(outcome?.functionError !== undefined && { FunctionError: outcome.functionError }),
    ...(input.LogType === "Tail" && { LogResult: logTail(outcome?.logs, { requestId, seconds }) }),
    Payload: Buffer.from(JSON.stringify(answer)) as unknown as InvocationResponse["Payload"],
    ExecutedVersion: executedVersion,
  };
});

function requireSize(payload: Buffer, longest: number): void {
  if (payload.length <= longest) return;
  const message = `${payload.length} byte payload is too large for the service (Limit: ${longest} bytes)`;
  throw lambdaError({ status: 413, code: "RequestTooLargeException" }, message);
}

function requireJson(payload: Buffer): void {
  try {
    if (payload.length > 0) JSON.parse(payload.toString());
  } catch (error) {
    const message = `Could not parse request body into json: ${error instanceof Error ? error.message : ""}`;
    throw lambdaError({ status: 400, code: "InvalidRequestContentException" }, message);
  }
}

function echo(payload: Buffer): unknown {
  return payload.length === 0 ? null : JSON.parse(payload.toString());
}

function takeOutcome(
  { sim, accountId, region }: Call,
  lambda: LambdaFunction,
  text: string,
): LambdaOutcome | undefined {
  const rule = outcomesFor(sim.world.outcomes, "lambda", { accountId, region }).find(
    ({ functionName = lambda.functionName, contains = "" }) =>
      functionName === lambda.functionName && text.includes(contains),
  );
  if (!rule) return undefined;
  rule.applied += 1;
  sim.changed();
  return rule.outcome;
}

/** The last 4 KB of what the invocation logged, in base64. */
function logTail(logs = "", { requestId, seconds }: { requestId: string; seconds: number }): string {
  const milliseconds = (seconds * 1000).toFixed(2);
  const billed = Math.ceil(seconds * 1000);
  const lines = [
    `START RequestId: ${requestId} Version: $LATEST`,
    ...(logs === "" ? [] : [logs]),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${milliseconds} ms\tBilled Duration: ${billed} ms\tMemory Size: 256 MB\tMax Memory Used: 74 MB\t`,
  ];
  return Buffer.from(`${lines.join("\n")}\n`)
    .subarray(-LOG_TAIL_BYTES)
    .toString("base64");
}
