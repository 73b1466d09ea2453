import { isObject } from "../json.ts";
import { checkHandlers } from "./check-handlers.ts";
import { schemaProblem, type Diagnostic } from "./diagnostic.ts";
import type { State } from "./program.ts";

const LONGEST_NAME = 80;
const LONGEST_SECONDS = 99_999_999;
const COMMON = "Type Comment QueryLanguage InputPath OutputPath Assign Output";
const ERROR_HANDLING = "Retry Catch";
const RESULT = "ResultPath ResultSelector Parameters Arguments Next End";

const FIELDS: Record<State["Type"], ReadonlySet<string>> = {
  Task: fields(COMMON, RESULT, ERROR_HANDLING, "Resource Credentials"),
  Pass: fields(COMMON, "Parameters Result ResultPath Next End"),
  Choice: fields(COMMON, "Choices Default"),
  Wait: fields(COMMON, "Next End Seconds SecondsPath Timestamp TimestampPath"),
  Succeed: fields(COMMON),
  Fail: fields("Type Comment QueryLanguage Error ErrorPath Cause CausePath"),
  Map: fields(
    ...[COMMON, RESULT, ERROR_HANDLING, "ItemProcessor Iterator ItemsPath Items ItemSelector ItemReader ItemBatcher"],
    "ResultWriter Label MaxConcurrency MaxConcurrencyPath ToleratedFailureCount ToleratedFailureCountPath",
    "ToleratedFailurePercentage ToleratedFailurePercentagePath",
  ),
  Parallel: fields(COMMON, RESULT, ERROR_HANDLING, "Branches"),
};
const TIMERS = ["TimeoutSeconds", "HeartbeatSeconds"] as const;
const RESOURCE = /^arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:\S+$/;
const STATES_RESOURCE = /^arn:aws[\w-]*:states:[a-z0-9-]+:\d{12}:/;
const ACTIVITY = /^arn:aws[\w-]*:states:[a-z0-9-]+:\d{12}:activity:[^:]{1,80}$/;

/** What one state breaks of the rules for its type; what it leads to is checked elsewhere. */
export function checkState(name: string, state: unknown, location: string): Diagnostic[] {
  if (!isObject(state)) return [schemaProblem("A state must be an object", location)];
  const known = FIELDS[state["Type"] as State["Type"]] as ReadonlySet<string> | undefined;
  if (!known) return [schemaProblem(`'${String(state["Type"])}' is not a type of state`, `${location}/Type`)];
  const allowed = (field: string) => known.has(field) || (state["Type"] === "Task" && isTimer(field));
  const unknown = Object.keys(state).filter((field) => !allowed(field));
  const tooLong = name.length > LONGEST_NAME ? [schemaProblem("State names have at most 80 characters", location)] : [];
  return [
    ...tooLong,
    ...unknown.map((field) => schemaProblem(`Field '${field}' is not supported`, `${location}/${field}`)),
    ...checkWayOut(state as State, location),
    ...checkTask(state as State, location),
    ...checkHandlers(state as State, location),
  ];
}

function fields(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.join(" ").split(" "));
}

function isTimer(field: string): boolean {
  return TIMERS.some((timer) => field === timer || field === `${timer}Path`);
}

function checkWayOut(state: State, location: string): Diagnostic[] {
  if (["Choice", "Succeed", "Fail"].includes(state.Type)) return [];
  if ((state.Next === undefined) === (state.End === undefined)) {
    return [schemaProblem("Exactly one of these fields is required: [End, Next]", location)];
  }
  return state.End === false ? [schemaProblem("End must be true", `${location}/End`)] : [];
}

function checkTask(state: State, location: string): Diagnostic[] {
  if (state.Type !== "Task") return [];
  const found = TIMERS.flatMap((field) => checkSeconds(state[field], `${location}/${field}`));
  const { TimeoutSeconds, HeartbeatSeconds, Resource } = state;
  if (TimeoutSeconds !== undefined && HeartbeatSeconds !== undefined && HeartbeatSeconds >= TimeoutSeconds) {
    found.push(schemaProblem("HeartbeatSeconds must be smaller than TimeoutSeconds", `${location}/HeartbeatSeconds`));
  }
  const isArn = typeof Resource === "string" && RESOURCE.test(Resource);
  if (!isArn || (STATES_RESOURCE.test(Resource) && !ACTIVITY.test(Resource))) {
    found.push(schemaProblem("Value is not a valid resource ARN", `${location}/Resource`));
  }
  return found;
}

function checkSeconds(value: unknown, location: string): Diagnostic[] {
  if (value === undefined) return [];
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= LONGEST_SECONDS) return [];
  return [schemaProblem(`Value must be an integer between 1 and ${LONGEST_SECONDS}`, location)];
}
