import type {
  GetActivityTaskInput,
  SendTaskFailureInput,
  SendTaskHeartbeatInput,
  SendTaskSuccessInput,
} from "@aws-sdk/client-sfn";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { sfnError, tooLong } from "../errors.ts";
import { StateFailure } from "../interpreter/failure.ts";
import { isTooLong, problemOfJson } from "../json.ts";
import { readTaskToken } from "../task-token.ts";
import { requireActivity } from "./activities.ts";

/** AWS's quota of polls that wait for one activity. */
const MOST_POLLS = 1000;

/** Waits up to 60 s for a task. A task whose answer cannot be written goes back to the head of its queue. */
export const getActivityTask = implement<GetActivityTaskInput>(
  "GetActivityTask",
  async (call, { activityArn, workerName }) => {
    requireActivity(call, activityArn);
    const { tasks } = call.sim;
    if (tasks.openPolls(activityArn) >= MOST_POLLS) {
      throw sfnError("ActivityWorkerLimitExceeded", `Activity Worker Limit Exceeded: '${MOST_POLLS}'`);
    }
    const offer = await tasks.take(activityArn, { name: workerName, signal: call.signal });
    if (!offer) return {};
    call.onSettled = offer.settled;
    return { taskToken: offer.token, input: offer.input };
  },
);

export const sendTaskSuccess = implement<SendTaskSuccessInput>("SendTaskSuccess", (call, { taskToken, output }) => {
  if (isTooLong(output)) throw tooLong("output");
  requireOpen(call, taskToken);
  const problem = problemOfJson(output);
  if (problem !== undefined) throw sfnError("InvalidOutput", `Invalid Output: '${problem}'`);
  call.sim.tasks.succeed(taskToken, output);
});

export const sendTaskFailure = implement<SendTaskFailureInput>(
  "SendTaskFailure",
  (call, { taskToken, error, cause }) => {
    requireOpen(call, taskToken);
    call.sim.tasks.fail(taskToken, new StateFailure(error, cause));
  },
);

export const sendTaskHeartbeat = implement<SendTaskHeartbeatInput>("SendTaskHeartbeat", (call, { taskToken }) => {
  requireOpen(call, taskToken);
  call.sim.tasks.heartbeat(taskToken);
});

/**
 * Throws InvalidToken for text that is no token, TaskDoesNotExist when its activity or execution is not known any more,
 * and TaskTimedOut for a task that is closed, in whatever way.
 */
function requireOpen({ sim, here }: Call, token: string): void {
  if (sim.tasks.isOpen(token)) return;
  const issued = readTaskToken(token);
  if (!issued) throw sfnError("InvalidToken", "Invalid Token: 'Invalid token'");
  if (!here.sfn.activities.has(issued.activityArn) || !here.sfn.executions.has(issued.executionArn)) {
    throw sfnError("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'");
  }
  throw sfnError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
}
