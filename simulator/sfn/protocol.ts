import { awsJson } from "../wire/aws-json.ts";
import { loadModel } from "../wire/model.ts";
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

export const sfnProtocol = awsJson({
  service: "states",
  model: loadModel("stepfunctions"),
  implementations: [
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
  ],
});
