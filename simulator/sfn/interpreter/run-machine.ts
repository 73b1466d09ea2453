import { setImmediate as nextTurn } from "node:timers/promises";
import type { Machine } from "../definition/program.ts";
import type { Json } from "../json.ts";
import { Cancelled } from "./failure.ts";
import { inputDetails, outputDetails } from "./history.ts";
import { runState } from "./run-state.ts";
import { follow, type Frame, type Payload, type Thread } from "./thread.ts";

/** Runs a machine's states one after the other and answers the last one's output. */
export async function runMachine(thread: Thread, machine: Machine, input: Json): Promise<Json> {
  let payload: Payload = { data: input, text: JSON.stringify(input) };
  for (let name: string | undefined = machine.StartAt; name !== undefined;) {
    // Other executions, and requests, get their turn between any two states.
    await nextTurn();
    if (thread.scope.isOver || !thread.run.mayGoOn()) throw new Cancelled();
    const frame = enter(thread, machine, { name, text: payload.text });
    const { output, next } = await runState(frame, payload);
    follow(thread, `${frame.state.Type}StateExited`, { name, ...outputDetails(output.text) });
    thread.current = undefined;
    payload = output;
    name = next;
  }
  return payload.data;
}

function enter(thread: Thread, machine: Machine, { name, text }: { name: string; text: string }): Frame {
  const state = machine.States[name];
  if (!state) throw new Error(`There is no state ${name}`);
  follow(thread, `${state.Type}StateEntered`, { name, ...inputDetails(text) });
  thread.current = state;
  return { thread, name, state, enteredId: thread.lastId, enteredAt: new Date().toISOString() };
}
