import { wallNow } from "../clock.ts";
import type { Execution } from "./records.ts";

/** AWS fails an execution whose history would grow beyond this. */
export const LONGEST_HISTORY = 25_000;

type InterpreterEvent = {
  type: string;
  index?: number;
  state?: { name: string; type: string; input: unknown; output?: unknown };
  parentState?: { name: string };
};

/** Writes an execution's history in the words of GetExecutionHistory. */
export class History {
  private readonly execution: Execution;
  private readonly latestOfState = new Map<string, number>();
  private readonly onFull: () => void;

  constructor(execution: Execution, onFull: () => void) {
    this.execution = execution;
    this.onFull = onFull;
  }

  /** Appends an event; `after` names the state that it belongs to. */
  append(type: string, details: Record<string, unknown>, after?: string): void {
    const { events } = this.execution;
    if (events.length === LONGEST_HISTORY - 1 && !type.startsWith("Execution")) {
      this.onFull();
      return;
    }
    const id = events.length + 1;
    const previousEventId = (after === undefined ? undefined : this.latestOfState.get(after)) ?? id - 1;
    events.push({ timestamp: wallNow() / 1000, type, id, previousEventId, ...details });
    if (after !== undefined) this.latestOfState.set(after, id);
  }

  /** Appends what the interpreter reports, apart from what the task handlers and the end of the execution write themselves. */
  observe(event: InterpreterEvent): void {
    const { state, parentState, index } = event;
    if (event.type === "StateEntered" && state) {
      const details = { name: state.name, input: JSON.stringify(state.input), inputDetails: { truncated: false } };
      this.append(`${state.type}StateEntered`, { stateEnteredEventDetails: details });
      this.latestOfState.set(state.name, this.execution.events.length);
    }
    if (event.type === "StateExited" && state && state.type !== "Fail") {
      const details = { name: state.name, output: JSON.stringify(state.output), outputDetails: { truncated: false } };
      this.append(`${state.type}StateExited`, { stateExitedEventDetails: details }, state.name);
    }
    if (event.type.startsWith("MapIteration") && parentState) {
      const kind = event.type.charAt(0).toLowerCase() + event.type.slice(1);
      this.append(event.type, { [`${kind}EventDetails`]: { name: parentState.name, index } });
    }
    if (event.type === "StateFailed" && (state?.type === "Map" || state?.type === "Parallel"))
      this.append(`${state.type}StateFailed`, {});
  }
}
