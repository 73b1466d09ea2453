import { objectsOf } from "../json.ts";
import { schemaProblem, type Diagnostic } from "./diagnostic.ts";
import type { State } from "./program.ts";

type Limits = { least: number; most: number; isWhole: boolean };

const RETRIER_LIMITS: Record<string, Limits> = {
  IntervalSeconds: { least: 1, most: 99_999_999, isWhole: true },
  MaxAttempts: { least: 0, most: 99_999_999, isWhole: true },
  MaxDelaySeconds: { least: 1, most: 31_622_399, isWhole: true },
  BackoffRate: { least: 1, most: Number.MAX_VALUE, isWhole: false },
};

/** What Retry and Catch of a state break of their rules. */
export function checkHandlers(state: State, location: string): Diagnostic[] {
  return [
    ...checkErrorLists(state.Retry, `${location}/Retry`),
    ...checkErrorLists(state.Catch, `${location}/Catch`),
    ...objectsOf(state.Retry).flatMap((retrier, index) => checkRetrier(retrier, `${location}/Retry[${index}]`)),
  ];
}

function checkErrorLists(value: unknown, location: string): Diagnostic[] {
  const handlers = objectsOf(value);
  return handlers.flatMap(({ ErrorEquals }, index) => {
    const at = `${location}[${index}]/ErrorEquals`;
    if (!Array.isArray(ErrorEquals) || ErrorEquals.length === 0) {
      return [schemaProblem("ErrorEquals must be a list of at least one error name", at)];
    }
    if (!ErrorEquals.includes("States.ALL")) return [];
    const isLast = index === handlers.length - 1;
    return [
      ...(ErrorEquals.length > 1 ? [schemaProblem("States.ALL must appear alone in ErrorEquals", at)] : []),
      ...(isLast ? [] : [schemaProblem("States.ALL must appear in the last handler of the list", at)]),
    ];
  });
}

function checkRetrier(retrier: Record<string, unknown>, location: string): Diagnostic[] {
  const found = Object.entries(RETRIER_LIMITS).flatMap(([field, limits]) => {
    const value = retrier[field];
    if (value === undefined || isWithin(value, limits)) return [];
    const kind = limits.isWhole ? "an integer" : "a number";
    return [schemaProblem(`${field} must be ${kind} of at least ${limits.least}`, `${location}/${field}`)];
  });
  const { JitterStrategy, MaxDelaySeconds, IntervalSeconds = 1 } = retrier;
  if (JitterStrategy !== undefined && JitterStrategy !== "FULL" && JitterStrategy !== "NONE") {
    found.push(schemaProblem("JitterStrategy must be FULL or NONE", `${location}/JitterStrategy`));
  }
  if (Number(MaxDelaySeconds) <= Number(IntervalSeconds)) {
    found.push(schemaProblem("MaxDelaySeconds must be greater than IntervalSeconds", `${location}/MaxDelaySeconds`));
  }
  return found;
}

function isWithin(value: unknown, { least, most, isWhole }: Limits): boolean {
  if (typeof value !== "number" || value < least || value > most) return false;
  return !isWhole || Number.isInteger(value);
}
