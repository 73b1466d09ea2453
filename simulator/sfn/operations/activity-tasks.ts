import { z } from "zod";
import { operation, type Call } from "../../operation.ts";
import { sfnError } from "../errors.ts";
import { data, name, resourceArn, taskToken } from "../model.ts";
import { executionOfToken, type Offer } from "../task-board.ts";
import { TaskError } from "../task-error.ts";

const LONG_POLL_MS = 60_000;

/** Waits up to 60 s for a task. A task whose answer cannot be written goes back to the head of its queue. */
export const getActivityTask = operation({
  name: "GetActivityTask",
  input: z.object({ activityArn: resourceArn, workerName: name.optional() }),
  run: (call, { activityArn, workerName }) => {
    if (!call.here.sfn.activities.has(activityArn)) {
      throw sfnError("ActivityDoesNotExist", `Activity Does Not Exist: '${activityArn}'`);
    }
    return new Promise((resolve) => {
      const waiting = { stop: (): void => undefined };
      const finish = (answer: Record<string, unknown>): void => {
        clearTimeout(timer);
        call.signal.removeEventListener("abort", giveUp);
        resolve(answer);
      };
      const giveUp = (): void => {
        waiting.stop();
        finish({});
      };
      const take = (offer: Offer): void => {
        call.onSettled = offer.settled;
        finish({ taskToken: offer.token, input: offer.input });
      };
      const timer = setTimeout(giveUp, LONG_POLL_MS);
      call.signal.addEventListener("abort", giveUp);
      if (call.signal.aborted) giveUp();
      else waiting.stop = call.sim.tasks.poll(activityArn, { workerName, take });
    });
  },
});

export const sendTaskSuccess = operation({
  name: "SendTaskSuccess",
  input: z.object({ taskToken, output: data }),
  run: (call, { taskToken: token, output }) => {
    requireOpen(call, token);
    try {
      JSON.parse(output);
    } catch {
      throw sfnError("InvalidOutput", `Invalid Output: '${output.slice(0, 200)}' is not valid JSON`);
    }
    call.sim.tasks.succeed(token, output);
    return {};
  },
});

export const sendTaskFailure = operation({
  name: "SendTaskFailure",
  input: z.object({ taskToken, error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }),
  run: (call, { taskToken: token, error, cause }) => {
    requireOpen(call, token);
    call.sim.tasks.fail(token, new TaskError(error ?? "States.TaskFailed", cause ?? ""));
    return {};
  },
});

export const sendTaskHeartbeat = operation({
  name: "SendTaskHeartbeat",
  input: z.object({ taskToken }),
  run: (call, { taskToken: token }) => {
    requireOpen(call, token);
    call.sim.tasks.heartbeat(token);
    return {};
  },
});

/** Throws InvalidToken for text that is no token, TaskDoesNotExist once its execution has ended, else TaskTimedOut. */
function requireOpen({ sim }: Call, token: string): void {
  if (sim.tasks.isOpen(token)) return;
  const executionArn = executionOfToken(token);
  if (executionArn === undefined) throw sfnError("InvalidToken", "Invalid Token: 'Invalid token'");
  if (sim.running.has(executionArn)) {
    throw sfnError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  }
  throw sfnError("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist anymore'");
}
