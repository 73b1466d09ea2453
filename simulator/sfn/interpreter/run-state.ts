import { fraction } from "../../random.ts";
import type { Retrier } from "../definition/program.ts";
import type { Json } from "../json.ts";
import { choose, fill, read, readText } from "./evaluate.ts";
import { Cancelled, StateFailure } from "./failure.ts";
import { placeResult } from "./result-path.ts";
import { runMap } from "./run-map.ts";
import { runParallel } from "./run-parallel.ts";
import { runTask } from "./run-task.ts";
import { runWait } from "./run-wait.ts";
import { follow, runtimeFailure, toPayload, type Frame, type Payload } from "./thread.ts";

/** Where a state leads, and with what; `next` is undefined at the end of its machine. */
type Outcome = { output: Payload; next: string | undefined };

/** Runs a state that was entered, again as often as its Retry says. Throws StateFailure when no Catch takes it. */
export async function runState(frame: Frame, input: Payload): Promise<Outcome> {
  const attempts = new Map<Retrier, number>();
  for (;;) {
    try {
      return await attempt(frame, input);
    } catch (error) {
      const failure = toStateFailure(frame, error);
      const delaySeconds = nextDelay(frame, failure, attempts);
      if (delaySeconds === undefined) return caught(frame, failure, input);
      await frame.thread.scope.pause(delaySeconds * 1000);
    }
  }
}

async function attempt(frame: Frame, input: Payload): Promise<Outcome> {
  const { state } = frame;
  const selected = await read(frame, state.InputPath, input.data);
  const { result, next } = await perform(frame, selected);
  const chosen = await fill(frame, state.ResultSelector, result);
  const output = await read(frame, state.OutputPath, placeResult(input.data, state.ResultPath, chosen));
  return { output: output === input.data ? input : toPayload(frame, output), next };
}

async function perform(frame: Frame, selected: Json): Promise<{ result: Json; next: string | undefined }> {
  const { state } = frame;
  const { Next: next } = state;
  switch (state.Type) {
    case "Pass":
      return { result: state.Result ?? (await effectiveInput(frame, selected)), next };
    case "Task":
      return { result: await runTask(frame, selected, await effectiveInput(frame, selected)), next };
    case "Map":
      return { result: await runMap(frame, selected), next };
    case "Parallel":
      return { result: await runParallel(frame, await effectiveInput(frame, selected)), next };
    case "Wait":
      await runWait(frame, selected);
      return { result: selected, next };
    case "Choice":
      return { result: selected, next: await choose(frame, selected) };
    case "Succeed":
      return { result: selected, next: undefined };
    case "Fail":
      throw await toFail(frame, selected);
  }
}

function effectiveInput(frame: Frame, selected: Json): Promise<Json> {
  return fill(frame, frame.state.Parameters, selected);
}

async function toFail(frame: Frame, input: Json): Promise<StateFailure> {
  const { Error: error, ErrorPath, Cause, CausePath } = frame.state;
  return new StateFailure(
    ErrorPath === undefined ? error : await readText(frame, ErrorPath, input),
    CausePath === undefined ? Cause : await readText(frame, CausePath, input),
  );
}

function toStateFailure(frame: Frame, error: unknown): StateFailure {
  if (frame.thread.scope.isOver || error instanceof Cancelled) throw new Cancelled();
  if (error instanceof StateFailure) return error;
  return runtimeFailure(frame, error instanceof Error ? error.message : String(error));
}

/** Seconds until the next attempt; undefined when there is none. The first retrier that matches decides. */
function nextDelay(frame: Frame, failure: StateFailure, attempts: Map<Retrier, number>): number | undefined {
  const retrier = frame.state.Retry?.find((each) => failure.isAnyOf(each.ErrorEquals));
  if (!retrier) return undefined;
  const made = attempts.get(retrier) ?? 0;
  if (made >= (retrier.MaxAttempts ?? 3)) return undefined;
  attempts.set(retrier, made + 1);
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity, JitterStrategy } = retrier;
  const delay = Math.min(IntervalSeconds * BackoffRate ** made, MaxDelaySeconds);
  const { sim, execution } = frame.thread.run;
  return JitterStrategy === "FULL" ? delay * fraction(sim.seed, execution.name, frame.enteredId, made) : delay;
}

function caught(frame: Frame, failure: StateFailure, input: Payload): Outcome {
  const { state, thread } = frame;
  if (state.Type === "Map" || state.Type === "Parallel") follow(thread, `${state.Type}StateFailed`);
  const catcher = state.Catch?.find((each) => failure.isAnyOf(each.ErrorEquals));
  if (!catcher) throw failure;
  const report = { Error: failure.error ?? "States.TaskFailed", Cause: failure.reason ?? "" };
  return { output: toPayload(frame, placeResult(input.data, catcher.ResultPath, report)), next: catcher.Next };
}
