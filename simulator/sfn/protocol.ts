import { AwsError, InvalidInput } from "../aws-error.ts";
import { operationTable } from "../operation.ts";
import type { AwsRequest, Protocol } from "../protocol.ts";
import { loadModel } from "../wire/model.ts";
import { JSON_WORDS } from "../wire/words.ts";
import { createActivity, deleteActivity, describeActivity, listActivities } from "./operations/activities.ts";
import { getActivityTask, sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from "./operations/activity-tasks.ts";
import {
  createStateMachineAlias,
  deleteStateMachineAlias,
  describeStateMachineAlias,
  listStateMachineAliases,
  updateStateMachineAlias,
} from "./operations/aliases.ts";
import { getExecutionHistory, listExecutions } from "./operations/execution-lists.ts";
import {
  describeExecution,
  describeStateMachineForExecution,
  startExecution,
  stopExecution,
} from "./operations/executions.ts";
import {
  createStateMachine,
  deleteStateMachine,
  describeStateMachine,
  listStateMachines,
  updateStateMachine,
  validateStateMachineDefinition,
} from "./operations/state-machines.ts";
import { listTagsForResource, tagResource, untagResource } from "./operations/tags.ts";
import {
  deleteStateMachineVersion,
  listStateMachineVersions,
  publishStateMachineVersion,
} from "./operations/versions.ts";

const TARGET = /^AWSStepFunctions\.([A-Za-z]{1,80})$/;

/** Step Functions: JSON 1.0, the operation in X-Amz-Target, errors as `__type` with status 400. */
export const sfnProtocol: Protocol = {
  service: "states",
  model: loadModel("stepfunctions"),
  operations: operationTable([
    ...[createActivity, describeActivity, deleteActivity, listActivities],
    ...[createStateMachine, updateStateMachine, describeStateMachine, deleteStateMachine, listStateMachines],
    validateStateMachineDefinition,
    ...[publishStateMachineVersion, listStateMachineVersions, deleteStateMachineVersion],
    ...[createStateMachineAlias, updateStateMachineAlias, describeStateMachineAlias, deleteStateMachineAlias],
    listStateMachineAliases,
    ...[startExecution, describeExecution, describeStateMachineForExecution, stopExecution],
    ...[listExecutions, getExecutionHistory],
    ...[getActivityTask, sendTaskSuccess, sendTaskFailure, sendTaskHeartbeat],
    ...[tagResource, untagResource, listTagsForResource],
  ]),
  operationName: (request) => TARGET.exec(request.headers["x-amz-target"] ?? "")?.[1],
  readInput,
  success: (operation, output, requestId) => ({
    status: operation.status,
    headers: headers(requestId),
    body: JSON.stringify(output),
  }),
  failure: (error, requestId) => ({
    status: error.status,
    headers: { ...headers(requestId), "x-amzn-errortype": error.code, ...error.headers },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.details }),
  }),
  invalid: (problem) =>
    problem.problems.length > 0
      ? new AwsError(
          { status: 400, code: "ValidationException" },
          `${problem.problems.length} validation error detected: ${problem.message}`,
        )
      : new AwsError({ status: 400, code: "SerializationException" }, problem.message),
  unsigned: new AwsError({ status: 403, code: "MissingAuthenticationTokenException" }, "Missing Authentication Token"),
  expired: new AwsError(
    { status: 400, code: "ExpiredTokenException" },
    "The security token included in the request is expired",
  ),
  throttled: JSON_WORDS.throttled,
  denied: JSON_WORDS.denied,
  unnamed: new AwsError({ status: 400, code: "UnknownOperationException" }, "Unknown operation"),
};

function headers(requestId: string): Record<string, string> {
  return { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": requestId };
}

function readInput(request: AwsRequest): unknown {
  if (request.body.trim() === "") return {};
  try {
    return JSON.parse(request.body, (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    throw new InvalidInput([]);
  }
}
