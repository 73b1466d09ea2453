import { formatCount, formatNoun } from "#components/ui/format.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";

import { listWords } from "./execution-words.ts";

export function quotedNames(actions: readonly Pick<ActionRunView, "name">[]): string {
  return listWords(actions.map(({ name }) => `“${name}”`));
}

/** `“Start the pool” failed`, `“Warm up” may or may not have run`, `2 actions failed`. */
export function actionFailureTitle(actions: readonly Pick<ActionRunView, "name" | "state" | "kind">[]): string {
  const [first] = actions;
  if (first === undefined) return "";
  if (actions.length > 1) return `${formatNoun(actions.length, "action")} did not succeed`;
  return `“${first.name}” ${failureWords(first)}`;
}

export function failureWords({ state, kind }: Pick<ActionRunView, "state" | "kind">): string {
  if (state === "UNKNOWN") return "may or may not have run";
  if (kind === "MANUAL_TASK") return state === "TIMED_OUT" ? "was not done in time" : "could not be done";
  return state === "TIMED_OUT" ? "took too long" : "failed";
}

/** `Try 2 of 3`; empty while there was one only and there is no other. */
export function tryWords({ tries, mostTries }: Pick<ActionRunView, "tries" | "mostTries">): string {
  if (tries === 0 || (tries === 1 && mostTries === 1)) return "";
  return `Try ${tries}${tries <= mostTries ? ` of ${mostTries}` : ""}`;
}

/** `Output`, `Output, 12,345 bytes left out`. */
export function outputTitle({ outputCut }: Pick<ActionRunView, "outputCut">): string {
  return outputCut === 0 ? "Output" : `Output, ${formatCount(outputCut)} bytes left out`;
}

/** What was really asked for, to be read: texts as they are, lists line by line. */
export function requestText(request: unknown): string {
  if (typeof request !== "object" || request === null) return typeof request === "string" ? request : "";
  return Object.entries(request)
    .map(([name, value]) => `${name}: ${valueText(value)}`)
    .join("\n");
}

function valueText(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
    return value.length === 1 ? (value[0] ?? "") : value.map((item) => `\n  ${item}`).join("");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  return requestText(value)
    .split("\n")
    .map((line) => `\n  ${line}`)
    .join("");
}

/** `1 manual task, 2 actions`: what a wave has besides its servers; empty where it has nothing. */
export function waveActionWords(actions: readonly Pick<ActionRunView, "kind">[]): string {
  const tasks = actions.filter(({ kind }) => kind === "MANUAL_TASK").length;
  const others = actions.length - tasks;
  return [tasks > 0 && formatNoun(tasks, "manual task"), others > 0 && formatNoun(others, "action")]
    .filter((part) => part !== false)
    .join(", ");
}
