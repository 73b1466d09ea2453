import { StateMachine, type StateMachineDefinition } from "aws-local-stepfunctions";
import { notSimulated } from "../../aws-error.ts";
import { sfnError } from "../errors.ts";
import { isObject, problemOfJson } from "../json.ts";
import { checkState } from "./check-state.ts";
import { checkTransitions } from "./check-transitions.ts";
import { schemaProblem, type Diagnostic } from "./diagnostic.ts";
import { machinesInside, type Machine, type State } from "./program.ts";

const MACHINE_FIELDS = new Set(["Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"]);
const NESTED_FIELDS = new Set(["Comment", "StartAt", "States", "QueryLanguage", "ProcessorConfig"]);

const SOUND_KEPT = 50;
const sound = new Set<string>();

/** Everything for which AWS would refuse a definition in the Amazon States Language. */
export function diagnose(definition: string): Diagnostic[] {
  if (sound.has(definition)) return [];
  const problem = problemOfJson(definition);
  if (problem !== undefined) return [{ severity: "ERROR", code: "INVALID_JSON_DESCRIPTION", message: problem }];
  const machine: unknown = JSON.parse(definition);
  if (!isObject(machine)) {
    return [{ severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message: "Definition must be a valid JSON object" }];
  }
  const ours = [...checkMachine(machine, ""), ...checkNames(machine)];
  const found = ours.length > 0 ? ours : checkSchema(definition);
  if (found.length === 0) remember(definition);
  return found;
}

/** Throws InvalidDefinition, which names the states; and 501 for what AWS can do and the simulator cannot. */
export function requireDefinition(definition: string): void {
  const found = diagnose(definition).map(
    ({ code, message, location }) => `${code}: ${message}${location === undefined ? "" : ` at ${location}`}`,
  );
  if (found.length > 0) throw sfnError("InvalidDefinition", `Invalid State Machine Definition: '${found.join(", ")}'`);
  const missing = featureNotSimulated(JSON.parse(definition) as Machine);
  if (missing !== undefined) throw notSimulated("states", missing);
}

/** The validator takes a tenth of a second: it compiles its schemas anew each time. */
function remember(definition: string): void {
  sound.add(definition);
  const [oldest] = sound;
  if (sound.size > SOUND_KEPT && oldest !== undefined) sound.delete(oldest);
}

function checkMachine(machine: Record<string, unknown>, location: string): Diagnostic[] {
  const missing = ["States", "StartAt"].filter((field) => machine[field] === undefined);
  if (missing.length > 0) return [schemaProblem(`These fields are required: [${missing.join(", ")}]`, location || "/")];
  const { States: states } = machine;
  if (!isObject(states) || typeof machine["StartAt"] !== "string" || Object.keys(states).length === 0) {
    return [schemaProblem("StartAt must be a state's name, and States an object of states", location || "/")];
  }
  const known = location === "" ? MACHINE_FIELDS : NESTED_FIELDS;
  const unknown = Object.keys(machine).filter((field) => !known.has(field));
  const inside = Object.entries(states).flatMap(([name, state]) => checkStateAndInside(name, state, location));
  return [
    ...unknown.map((field) => schemaProblem(`Field '${field}' is not supported`, `${location}/${field}`)),
    ...(inside.length > 0 ? inside : checkTransitions(machine as Machine, location)),
  ];
}

function checkStateAndInside(name: string, state: unknown, parent: string): Diagnostic[] {
  const location = `${parent}/States/${name}`;
  const found = checkState(name, state, location);
  if (found.length > 0) return found;
  return machinesInside(state as State).flatMap((each, index) =>
    isObject(each)
      ? checkMachine(each, `${location}/${(state as State).Branches ? `Branches[${index}]` : "ItemProcessor"}`)
      : [schemaProblem("A machine inside a state must be an object", location)],
  );
}

function checkNames(machine: Record<string, unknown>): Diagnostic[] {
  const seen = new Set<string>();
  return statesOf(machine as Machine).flatMap(([name]) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ severity: "ERROR", code: "DUPLICATE_STATE_NAME", message: `Duplicate State name: ${name}` }];
  });
}

/** What only the schema knows: paths, templates, choice rules, and what each state must have. */
function checkSchema(definition: string): Diagnostic[] {
  try {
    const parsed = JSON.parse(definition) as StateMachineDefinition;
    new StateMachine(parsed, { validationOptions: { checkArn: false } });
    return [];
  } catch (error) {
    const [, ...lines] = (error instanceof Error ? error.message : String(error)).split("\n");
    return [...new Set(lines)].map((line) => toDiagnostic(line.trim()));
  }
}

function toDiagnostic(line: string): Diagnostic {
  const [, code = "SCHEMA_VALIDATION_FAILED", message = line] = /^([A-Z_]+): (.*)$/.exec(line) ?? [];
  const [, location] = /^(\/\S+) /.exec(message) ?? [];
  return { severity: "ERROR", code, message, ...(location !== undefined && { location }) };
}

/** Every state with its name, those inside other states included. */
function statesOf(machine: Machine): [string, State][] {
  if (!isObject(machine) || !isObject(machine.States)) return [];
  return Object.entries(machine.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(isObject(state) ? machinesInside(state).flatMap(statesOf) : []),
  ]);
}

function featureNotSimulated(machine: Machine): string | undefined {
  const everything: [string, Record<string, unknown>][] = [["the state machine", machine], ...statesOf(machine)];
  for (const [name, state] of everything) {
    if (state["QueryLanguage"] === "JSONata") return `JSONata in ${name}`;
    const field = ["Assign", "ItemReader", "ItemBatcher", "ResultWriter"].find((each) => each in state);
    if (field !== undefined) return `${field} in ${name}`;
    const { ProcessorConfig } = (state["ItemProcessor"] ?? {}) as { ProcessorConfig?: { Mode?: string } };
    if (ProcessorConfig?.Mode === "DISTRIBUTED") return `a distributed Map in ${name}`;
  }
  return undefined;
}
