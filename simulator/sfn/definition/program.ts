import type { Json } from "../json.ts";

export type Retrier = {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: "FULL" | "NONE";
};

export type Catcher = { ErrorEquals: string[]; Next: string; ResultPath?: string | null };

/** A rule of a Choice state; on the first level it has a Next. */
export type ChoiceRule = { [member: string]: Json };

/** A state as it stands in the definition. Which members it has depends on its type. */
export type State = {
  Type: "Task" | "Pass" | "Choice" | "Wait" | "Succeed" | "Fail" | "Map" | "Parallel";
  Next?: string;
  End?: boolean;
  InputPath?: string | null;
  OutputPath?: string | null;
  Parameters?: Json;
  ResultSelector?: Json;
  ResultPath?: string | null;
  Retry?: Retrier[];
  Catch?: Catcher[];
  Result?: Json;
  Resource?: string;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  HeartbeatSeconds?: number;
  HeartbeatSecondsPath?: string;
  Choices?: ChoiceRule[];
  Default?: string;
  Seconds?: number;
  SecondsPath?: string;
  Timestamp?: string;
  TimestampPath?: string;
  Error?: string;
  ErrorPath?: string;
  Cause?: string;
  CausePath?: string;
  ItemsPath?: string;
  ItemSelector?: Json;
  ItemProcessor?: Machine;
  Iterator?: Machine;
  MaxConcurrency?: number;
  MaxConcurrencyPath?: string;
  Branches?: Machine[];
};

/** States that lead to each other: a state machine, what a Map does with an item, or a branch of a Parallel state. */
export type Machine = {
  StartAt: string;
  States: Record<string, State>;
  TimeoutSeconds?: number;
};

const PROGRAMS_KEPT = 50;
const programs = new Map<string, Machine>();

/** Reads a definition that was found valid before. */
export function readProgram(definition: string): Machine {
  const program = programs.get(definition) ?? (JSON.parse(withReadableContext(definition)) as Machine);
  programs.delete(definition);
  programs.set(definition, program);
  const [oldest] = programs.keys();
  if (programs.size > PROGRAMS_KEPT && oldest !== undefined) programs.delete(oldest);
  return program;
}

/** The interpreter overwrites these two members of the context object with its own; ours stand beside them. */
function withReadableContext(definition: string): string {
  return definition
    .replaceAll("$$.Execution.Input", () => "$$.Started.Input")
    .replaceAll("$$.Execution.StartTime", () => "$$.Started.Time");
}

/** The machines directly inside a state. */
export function machinesInside({ ItemProcessor, Iterator, Branches }: State): Machine[] {
  return [ItemProcessor, Iterator, ...(Array.isArray(Branches) ? Branches : [])].filter((each) => each !== undefined);
}
