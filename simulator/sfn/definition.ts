import { StateMachine, type StateMachineDefinition } from "aws-local-stepfunctions";
import { sfnError } from "./errors.ts";

/** The interpreter turns longer timers into one millisecond. */
const LONGEST_TIMER_SECONDS = 2_147_483;
const ACTIVITY = /^arn:aws:states:[a-z0-9-]+:\d{12}:activity:.+$/;

type State = Record<string, unknown> & { Type: string };
type Machine = { States: Record<string, State> };

/** A task state of a state machine. Seconds are wall-clock seconds. */
export type TaskState = {
  name: string;
  activityArn: string | undefined;
  resource: string;
  heartbeatSeconds: number | undefined;
  timeoutSeconds: number | undefined;
};

/** A definition made ready to be run: time limits taken out, since the simulator keeps them itself. */
export type Program = {
  machine: StateMachine;
  tasks: TaskState[];
  /** For every Map and Parallel state the states inside it. */
  inside: ReadonlyMap<string, ReadonlySet<string>>;
  timeoutSeconds: number | undefined;
};

const PROGRAMS_KEPT = 50;
const programs = new Map<string, Program>();

/** Reads a definition in the Amazon States Language. Throws InvalidDefinition. */
export function compile(definition: string): Program {
  const program = programs.get(definition) ?? validate(definition);
  programs.delete(definition);
  programs.set(definition, program);
  const [oldest] = programs.keys();
  if (programs.size > PROGRAMS_KEPT && oldest !== undefined) programs.delete(oldest);
  return program;
}

/** Takes long: the validator compiles its schemas anew each time. */
function validate(definition: string): Program {
  try {
    const parsed = JSON.parse(definition) as StateMachineDefinition;
    new StateMachine(parsed, { validationOptions: { checkArn: false } });
    return prepare(parsed);
  } catch (error) {
    throw sfnError("InvalidDefinition", `Invalid State Machine Definition: '${String(error)}'`);
  }
}

function prepare(definition: StateMachineDefinition): Program {
  const tasks: TaskState[] = [];
  const inside = new Map<string, ReadonlySet<string>>();
  const names = (machine: Machine): string[] =>
    Object.entries(machine.States).flatMap(([name, state]) => {
      if (state.Type === "Task") tasks.push(toTaskState(name, state));
      limitTimers(state);
      const nested = machinesInside(state).flatMap(names);
      if (state.Type === "Map" || state.Type === "Parallel") inside.set(name, new Set(nested));
      return [name, ...nested];
    });
  names(definition as unknown as Machine);
  const { TimeoutSeconds, ...rest } = definition;
  const machine = new StateMachine(rest, { validationOptions: { noValidate: true } });
  return { machine, tasks, inside, timeoutSeconds: TimeoutSeconds };
}

function machinesInside(state: State): Machine[] {
  const { ItemProcessor, Iterator, Branches } = state as {
    ItemProcessor?: Machine;
    Iterator?: Machine;
    Branches?: Machine[];
  };
  return [ItemProcessor, Iterator, ...(Branches ?? [])].filter((each) => each !== undefined);
}

function toTaskState(name: string, state: State): TaskState {
  const resource = String(state["Resource"]);
  return {
    name,
    resource,
    activityArn: ACTIVITY.test(resource) ? resource : undefined,
    heartbeatSeconds: numberOf(state["HeartbeatSeconds"]),
    timeoutSeconds: numberOf(state["TimeoutSeconds"]),
  };
}

/** Without a TimeoutSeconds the interpreter would end a task after a minute. */
function limitTimers(state: State): void {
  if (state.Type === "Task" && !("TimeoutSecondsPath" in state)) state["TimeoutSeconds"] = LONGEST_TIMER_SECONDS;
  if (state.Type === "Wait" && numberOf(state["Seconds"])) {
    state["Seconds"] = Math.min(Number(state["Seconds"]), LONGEST_TIMER_SECONDS);
  }
  for (const retrier of (state["Retry"] ?? []) as { MaxDelaySeconds?: number }[]) {
    retrier.MaxDelaySeconds = Math.min(retrier.MaxDelaySeconds ?? LONGEST_TIMER_SECONDS, LONGEST_TIMER_SECONDS);
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
