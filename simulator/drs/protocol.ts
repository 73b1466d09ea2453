import { AwsError, InvalidInput } from "../aws-error.ts";
import { operationTable, type Operation } from "../operation.ts";
import type { AwsRequest, Protocol } from "../protocol.ts";
import { uninitialized } from "./errors.ts";
import { deleteJob } from "./operations/delete-job.ts";
import { describeJobLogItems } from "./operations/describe-job-log-items.ts";
import { describeJobs } from "./operations/describe-jobs.ts";
import { describeRecoveryInstances } from "./operations/describe-recovery-instances.ts";
import { describeRecoverySnapshots } from "./operations/describe-recovery-snapshots.ts";
import { describeSourceServers } from "./operations/describe-source-servers.ts";
import { initializeService } from "./operations/initialize-service.ts";
import { startRecovery } from "./operations/start-recovery.ts";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.ts";
import { terminateRecoveryInstances } from "./operations/terminate-recovery-instances.ts";

const NEEDS_NO_INITIALIZATION = new Set(["TagResource", "UntagResource", "ListTagsForResource", "InitializeService"]);

const operations = [
  ...[describeSourceServers, startRecovery, describeJobs, describeJobLogItems, describeRecoveryInstances],
  ...[describeRecoverySnapshots, terminateRecoveryInstances, tagResource, untagResource, listTagsForResource],
  ...[deleteJob, initializeService],
].map(requireInitialized);

/** DRS: REST-JSON, one path per operation, `x-amzn-ErrorType` on every error. */
export const drsProtocol: Protocol = {
  service: "drs",
  operations: operationTable(operations),
  operationName,
  readInput,
  success: (operation, output, requestId) => ({
    status: operation.status,
    headers: headers(requestId),
    body: output === undefined ? "" : JSON.stringify(output),
  }),
  failure: (error, requestId) => ({
    status: error.status,
    headers: { ...headers(requestId), "x-amzn-errortype": error.code, ...error.headers },
    body: JSON.stringify({ message: error.message, ...error.details }),
  }),
  invalid: (problem) =>
    new AwsError({ status: 400, code: "ValidationException" }, problem.message, {
      details: {
        code: "ValidationException",
        reason: problem.problems.length > 0 ? "fieldValidationFailed" : "cannotParse",
        fieldList: problem.problems,
      },
    }),
  unsigned: new AwsError({ status: 403, code: "MissingAuthenticationTokenException" }, "Missing Authentication Token"),
  expired: new AwsError(
    { status: 403, code: "ExpiredTokenException" },
    "The security token included in the request is expired",
  ),
  unnamed: new AwsError({ status: 404, code: "UnknownOperationException" }, "Unknown operation"),
};

function headers(requestId: string): Record<string, string> {
  return { "content-type": "application/json", "x-amzn-requestid": requestId };
}

function requireInitialized(operation: Operation): Operation {
  if (NEEDS_NO_INITIALIZATION.has(operation.name)) return operation;
  return {
    ...operation,
    run: (call, input) => {
      if (!call.here.drs.isInitialized) throw uninitialized(call.accountId);
      return operation.run(call, input);
    },
  };
}

const TAG_OPERATIONS: Record<string, string> = {
  GET: "ListTagsForResource",
  POST: "TagResource",
  DELETE: "UntagResource",
};

function operationName(request: AwsRequest): string | undefined {
  if (request.path.startsWith("/tags/")) return TAG_OPERATIONS[request.method];
  const name = /^\/([A-Z][A-Za-z0-9]{2,80})\/?$/.exec(request.path)?.[1];
  const method = name === "ListStagingAccounts" ? "GET" : "POST";
  return request.method === method ? name : undefined;
}

function readInput(request: AwsRequest): unknown {
  const body = readBody(request.body);
  if (!request.path.startsWith("/tags/")) return body;
  const resourceArn = decode(request.path.slice("/tags/".length));
  return request.method === "DELETE"
    ? { resourceArn, tagKeys: request.query.getAll("tagKeys") }
    : { ...body, resourceArn };
}

function readBody(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  try {
    // A null member is an absent member.
    const parsed: unknown = JSON.parse(text, (_key, value: unknown) => (value === null ? undefined : value));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Reported below, like any other text that is not an object.
  }
  throw new InvalidInput([]);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
