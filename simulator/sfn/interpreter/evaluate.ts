import { ExecutionError, StateMachine } from "aws-local-stepfunctions";
import type { ChoiceRule, State } from "../definition/program.ts";
import type { Json } from "../json.ts";
import { Cancelled, StateFailure } from "./failure.ts";
import { runtimeFailure, type Frame } from "./thread.ts";

type Context = { [member: string]: Json };

/** What a path points to in the data or, with `$$`, in the context object. Null points to nothing: `{}`. */
export function read(frame: Frame, path: string | null | undefined, input: Json): Promise<Json> {
  if (path === undefined || path === "$") return Promise.resolve(input);
  return path === null ? Promise.resolve({}) : evaluate(frame, { InputPath: path }, input);
}

/** A payload template with its paths and intrinsic functions replaced by values. */
export function fill(frame: Frame, template: Json | undefined, input: Json): Promise<Json> {
  return template === undefined ? Promise.resolve(input) : evaluate(frame, { Parameters: template }, input);
}

/** A string that a path or an intrinsic function gives. */
export async function readText(frame: Frame, path: string, input: Json): Promise<string> {
  const { text } = (await fill(frame, { "text.$": path }, input)) as { text: Json };
  if (typeof text !== "string") throw runtimeFailure(frame, `The path '${path}' must point to a string.`);
  return text;
}

/** A whole number, at least `least`, that a path gives. */
export async function readWhole(frame: Frame, path: string, { input, least }: { input: Json; least: number }) {
  const value = await read(frame, path, input);
  if (typeof value === "number" && Number.isInteger(value) && value >= least) return value;
  throw runtimeFailure(frame, `The path '${path}' must point to an integer of at least ${least}.`);
}

const choosers = new WeakMap<State, StateMachine>();

/** The name of the state that a Choice state leads to. */
export async function choose(frame: Frame, input: Json): Promise<string> {
  const chooser = choosers.get(frame.state) ?? toChooser(frame.state);
  choosers.set(frame.state, chooser);
  const chosen = await runIn(frame, chooser, input);
  return (chosen as { next: string }).next;
}

/** The interpreter runs one state at a time, for its data only: flow, timers, retries and history are ours. */
function evaluate(frame: Frame, fields: Record<string, Json>, input: Json): Promise<Json> {
  return runIn(frame, toMachine({ Evaluate: { Type: "Pass", ...fields, End: true } }, "Evaluate"), input);
}

async function runIn(frame: Frame, machine: StateMachine, input: Json): Promise<Json> {
  try {
    return await machine.run(input, { context: contextOf(frame) }).result;
  } catch (error) {
    throw toFailure(frame, error instanceof ExecutionError ? error.cause : error);
  }
}

function toFailure(frame: Frame, error: unknown): Error {
  if (error instanceof Cancelled || error instanceof StateFailure) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === "States.Runtime") return runtimeFailure(frame, message);
  if (name === "States.NoChoiceMatched") {
    const { reason } = runtimeFailure(frame, "Failed to transition out of the state. No choice rule matched.");
    return new StateFailure("States.NoChoiceMatched", reason);
  }
  return new StateFailure("States.IntrinsicFailure", runtimeFailure(frame, message).reason);
}

function toMachine(states: Record<string, unknown>, startAt: string): StateMachine {
  type Definition = ConstructorParameters<typeof StateMachine>[0];
  const definition = { StartAt: startAt, States: states } as unknown as Definition;
  return new StateMachine(definition, { validationOptions: { noValidate: true } });
}

/** A machine whose output names the state that was chosen. */
function toChooser({ Choices = [], Default }: State): StateMachine {
  const answers: Record<string, unknown> = {};
  const answer = (next: Json | undefined): string => {
    answers[`to ${JSON.stringify(next)}`] = { Type: "Pass", Result: { next }, End: true };
    return `to ${JSON.stringify(next)}`;
  };
  const Choose = {
    Type: "Choice",
    Choices: Choices.map((rule) => ({ ...toRule(rule), Next: answer(rule["Next"]) })),
    ...(Default !== undefined && { Default: answer(Default) }),
  };
  return toMachine({ Choose, ...answers }, "Choose");
}

/** The interpreter never finds `IsPresent: false` and its like true, and knows more wildcards than AWS. */
function toRule(rule: ChoiceRule): ChoiceRule {
  const { And, Or, Not, StringMatches } = rule as { [member: string]: Json | undefined };
  if (Array.isArray(And)) return { And: And.map((each) => toRule(each as ChoiceRule)) };
  if (Array.isArray(Or)) return { Or: Or.map((each) => toRule(each as ChoiceRule)) };
  if (Not !== undefined) return { Not: toRule(Not as ChoiceRule) };
  if (typeof StringMatches === "string") {
    return { ...rule, StringMatches: StringMatches.replace(/[?[\]{}()!+@|]/g, String.raw`\$&`) };
  }
  const denied = Object.keys(rule).find((member) => member.startsWith("Is") && rule[member] === false);
  return denied === undefined ? rule : { Not: { ...rule, [denied]: true } };
}

function contextOf({ thread, name, enteredAt }: Frame): Context {
  const { execution, revision, input } = thread.run;
  return {
    Execution: { Id: execution.executionArn, Name: execution.name, RoleArn: revision.roleArn, RedriveCount: 0 },
    Started: { Input: input, Time: new Date(execution.startedAt).toISOString() },
    State: { Name: name, EnteredTime: enteredAt },
    StateMachine: {
      Id: execution.stateMachineArn,
      Name: execution.stateMachineArn.slice(execution.stateMachineArn.lastIndexOf(":") + 1),
    },
    ...(thread.item && { Map: { Item: thread.item } }),
  };
}
