import type { Simulation } from "../../simulation.ts";
import type { RegionState } from "../../world.ts";
import type { Machine, State } from "../definition/program.ts";
import { isTooLong, type Json } from "../json.ts";
import type { Execution, Revision } from "../records.ts";
import { Cancelled, StateFailure } from "./failure.ts";
import type { History } from "./history.ts";
import type { Scope } from "./scope.ts";

/** An execution that runs. */
export type Run = {
  sim: Simulation;
  here: RegionState;
  execution: Execution;
  revision: Revision;
  history: History;
  input: Json;
  /** Asked before every state: ends the execution when its state machine is being deleted. */
  mayGoOn: () => boolean;
  /** Runs a machine to its end; handed down because machines stand inside states of machines. */
  runMachine: (thread: Thread, machine: Machine, input: Json) => Promise<Json>;
};

/** One line of control: the execution itself, an iteration of a Map, or a branch of a Parallel state. */
export type Thread = {
  run: Run;
  scope: Scope;
  /** Id of the event that the next one of this thread follows. */
  lastId: number;
  /** The state that is under way. */
  current: State | undefined;
  item: { Index: number; Value: Json } | undefined;
};

/** JSON, and the same as text. */
export type Payload = { data: Json; text: string };

/** A state that was entered. */
export type Frame = { thread: Thread; name: string; state: State; enteredId: number; enteredAt: string };

/** Throws States.DataLimitExceeded for data that no state may receive or hand on. */
export function toPayload(frame: Frame, data: Json): Payload {
  const text = JSON.stringify(data);
  if (!isTooLong(text)) return { data, text };
  throw new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${frame.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** Appends an event to the thread that the next one follows. */
export function follow(thread: Thread, type: string, details?: Record<string, unknown>): void {
  if (thread.scope.isOver) throw new Cancelled();
  thread.lastId = thread.run.history.append(type, thread.lastId, details);
}

/** A failure that no Retry and no Catch sees, in AWS's words. */
export function runtimeFailure({ name, enteredId }: Frame, reason: string): StateFailure {
  return new StateFailure(
    "States.Runtime",
    `An error occurred while executing the state '${name}' (entered at the event id #${enteredId}). ${reason}`,
  );
}
