import { randomUUID } from "node:crypto";
import { AwsError, InvalidInput, notSimulated } from "./aws-error.ts";
import { cloudwatchProtocol } from "./cloudwatch/protocol.ts";
import { drsProtocol } from "./drs/protocol.ts";
import { ec2Protocol } from "./ec2/protocol.ts";
import type { CallFault } from "./faults/active-rules.ts";
import { befall } from "./faults/befall-call.ts";
import { hasPageToken, withExpiredPageToken } from "./faults/page-token.ts";
import { mentionedIn, type ReceivedCall } from "./faults/received-call.ts";
import { requirePermission } from "./iam/authorize.ts";
import { iamProtocol } from "./iam/protocol.ts";
import { lambdaProtocol } from "./lambda/protocol.ts";
import type { Call, Operation } from "./operation.ts";
import type { AwsRequest, Protocol, Reply } from "./protocol.ts";
import { quotasProtocol } from "./quotas/protocol.ts";
import { route53Protocol } from "./route53/protocol.ts";
import { sfnProtocol } from "./sfn/protocol.ts";
import { CALLER_ACCOUNT_ID, isExpired, parseScope, readAccessKeyId, type CredentialScope } from "./sigv4.ts";
import type { Simulation } from "./simulation.ts";
import { snsProtocol } from "./sns/protocol.ts";
import { ssmProtocol } from "./ssm/protocol.ts";
import { callerArn } from "./sts/session.ts";
import { stsProtocol } from "./sts/protocol.ts";
import { regionState } from "./world.ts";

/** The services that are simulated, by the name under which requests to them are signed. */
export const PROTOCOLS: Record<string, Protocol> = {
  drs: drsProtocol,
  states: sfnProtocol,
  sts: stsProtocol,
  ec2: ec2Protocol,
  ssm: ssmProtocol,
  lambda: lambdaProtocol,
  sns: snsProtocol,
  servicequotas: quotasProtocol,
  iam: iamProtocol,
  monitoring: cloudwatchProtocol,
  route53: route53Protocol,
};

/** What to do with a connection: answer it, or cut it. */
export type Outcome = { reply: Reply; onSettled?: (delivered: boolean) => void } | { cut: true };

/** Answers one AWS request. Every failure is an answer in the service's own shape; nothing is thrown. */
export async function route(sim: Simulation, request: AwsRequest, signal: AbortSignal): Promise<Outcome> {
  const scope = parseScope(request.headers["authorization"]);
  const speaker = PROTOCOLS[scope?.service ?? guessService(request)];
  const protocol = speaker?.choose?.(request) ?? speaker;
  const requestId = randomUUID();
  if (!protocol) return { reply: refuseService(sim, scope?.service ?? "unknown", { request, scope, requestId }) };
  if (!scope) return { reply: protocol.failure(protocol.unsigned, requestId) };
  const call = toCall(sim, scope, { request, signal });
  const name = protocol.operationName(request) ?? "Unknown";
  const received = { protocol, request, call, name };
  const { entry, input, unreadable } = record(sim, received);
  const faults = faultsOf(sim, received, input);
  const refuse = (error: AwsError): Reply => {
    entry.errorCode = error.code;
    return protocol.failure(error, requestId);
  };
  const answer = async (): Promise<Reply> => {
    try {
      if (isExpired(scope.accessKeyId)) throw protocol.expired;
      if (unreadable) throw unreadable;
      const operation = findOperation(protocol, name);
      requirePermission(call, protocol, { name, input });
      const isTokenExpired = faults.some((fault) => fault.effect.kind === "expired-page-token");
      const output = await operation.run(call, isTokenExpired ? withExpiredPageToken(input) : input);
      return protocol.success(operation, output, requestId);
    } catch (error) {
      return refuse(toAwsError(protocol, error));
    }
  };
  const outcome = await befall(faults, received, { answer, refuse });
  sim.journal.settle(entry, "reply" in outcome ? outcome.reply.status : null);
  if ("cut" in outcome) call.onSettled?.(true);
  return "reply" in outcome && call.onSettled ? { ...outcome, onSettled: call.onSettled } : outcome;
}

type Refused = { request: AwsRequest; scope: CredentialScope | undefined; requestId: string };

/** A service that is not simulated at all: journalled like any call, and answered 501. */
function refuseService(sim: Simulation, service: string, { request, scope, requestId }: Refused): Reply {
  const operation = operationOfUnknown(request);
  const accountId = readAccessKeyId(scope?.accessKeyId ?? "")?.accountId ?? CALLER_ACCOUNT_ID;
  const entry = sim.journal.record({
    service,
    operation,
    accountId,
    region: scope?.region ?? "",
    request: request.body,
  });
  const error = notSimulated(service, operation);
  entry.errorCode = error.code;
  sim.journal.settle(entry, error.status);
  return drsProtocol.failure(error, requestId);
}

function toCall(sim: Simulation, scope: CredentialScope, http: { request: AwsRequest; signal: AbortSignal }): Call {
  const accountId = readAccessKeyId(scope.accessKeyId)?.accountId ?? CALLER_ACCOUNT_ID;
  return {
    sim,
    here: regionState(sim.world, accountId, scope.region),
    accountId,
    region: scope.region,
    callerArn: callerArn(accountId, http.request.headers["x-amz-security-token"]),
    signal: http.signal,
  };
}

function record(sim: Simulation, { protocol, request, call, name }: ReceivedCall) {
  let input: unknown = null;
  let unreadable: Error | undefined;
  try {
    input = protocol.readInput(request, name);
  } catch (error) {
    input = request.body;
    unreadable = error instanceof Error ? error : new Error(String(error));
  }
  const { accountId, region } = call;
  const entry = sim.journal.record({ service: protocol.service, operation: name, accountId, region, request: input });
  return { entry, input, unreadable };
}

function findOperation(protocol: Protocol, name: string): Operation {
  const operation = protocol.operations.get(name);
  if (operation) return operation;
  if (name === "Unknown") throw protocol.unnamed;
  throw notSimulated(protocol.service, name);
}

function toAwsError(protocol: Protocol, error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof InvalidInput) return protocol.invalid(error);
  console.error("simulator: unexpected failure", error);
  return new AwsError({ status: 500, code: "InternalServerException" }, "An unexpected error has occurred.");
}

function faultsOf(sim: Simulation, { protocol, call, name, request }: ReceivedCall, input: unknown): CallFault[] {
  const { accountId, region } = call;
  const target = { service: protocol.service, operation: name, accountId, region, mentions: mentionedIn(request) };
  const faults = sim.faults.forCall({ ...target, hasPageToken: hasPageToken(input) });
  if (faults.length > 0) sim.changed();
  return faults;
}

const SERVICE_BY_TARGET: Record<string, string> = {
  AWSStepFunctions: "states",
  AmazonSSM: "ssm",
  ServiceQuotasV20190624: "servicequotas",
  GraniteServiceVersion20100801: "monitoring",
};

const SERVICE_BY_VERSION: Record<string, string> = {
  "2016-11-15": "ec2",
  "2011-06-15": "sts",
  "2010-03-31": "sns",
  "2010-05-08": "iam",
  "2010-08-01": "monitoring",
};

/** The service that an unsigned request is probably for, so that it is refused in that service's words. */
function guessService(request: AwsRequest): string {
  const target = request.headers["x-amz-target"]?.split(".")[0] ?? "";
  const version = /(?:^|&)Version=([\d-]{10})/.exec(request.body)?.[1] ?? "";
  const byPath = request.path.startsWith("/2013-04-01/") ? "route53" : "drs";
  return SERVICE_BY_TARGET[target] ?? SERVICE_BY_VERSION[version] ?? byPath;
}

function operationOfUnknown(request: AwsRequest): string {
  const action = /(?:^|&)Action=(\w+)/.exec(request.body)?.[1];
  return request.headers["x-amz-target"] ?? action ?? request.path.slice(1).slice(0, 200);
}
