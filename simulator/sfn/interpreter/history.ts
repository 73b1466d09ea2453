import { wallNow } from "../../clock.ts";
import type { Execution } from "../records.ts";
import { Cancelled } from "./failure.ts";

/** AWS fails an execution whose history would grow beyond this; the failure is its last event. */
export const LONGEST_HISTORY = 25_000;

type EventDetails = Record<string, unknown>;

/** Writes an execution's history in the words of GetExecutionHistory. */
export class History {
  private readonly execution: Execution;
  private readonly onFull: () => void;

  constructor(execution: Execution, onFull: () => void) {
    this.execution = execution;
    this.onFull = onFull;
  }

  get lastId(): number {
    return this.execution.events.length;
  }

  /** Appends an event and answers its id. Throws Cancelled when the execution has ended, perhaps by this very event. */
  append(type: string, previousEventId: number, details?: EventDetails): number {
    if (this.execution.status !== "RUNNING") throw new Cancelled();
    if (this.lastId === LONGEST_HISTORY - 1) {
      this.onFull();
      throw new Cancelled();
    }
    return this.write(type, previousEventId, details);
  }

  /** Appends the event that ends an execution. */
  close(type: string, previousEventId: number, details: EventDetails): void {
    this.write(type, previousEventId, details);
  }

  private write(type: string, previousEventId: number, details?: EventDetails): number {
    const id = this.lastId + 1;
    const named = details && { [detailsMember(type)]: details };
    this.execution.events.push({ timestamp: wallNow(), type, id, previousEventId, ...named });
    return id;
  }
}

/** JSON text of an event's details. */
export function inputDetails(input: string): EventDetails {
  return { input, inputDetails: { truncated: false } };
}

export function outputDetails(output: string): EventDetails {
  return { output, outputDetails: { truncated: false } };
}

function detailsMember(type: string): string {
  if (type.endsWith("StateEntered")) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
