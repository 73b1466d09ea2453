import type { z } from "zod";

import { WaveActions } from "#lib/domain/actions/action.ts";
import { problemsOfActions } from "#lib/domain/actions/action-checks.ts";
import type { TemplateServer } from "#lib/domain/actions/template-data.ts";

import { actionInputs, type ActionList } from "./action-list.ts";
import { fieldOfPath } from "./action-paths.ts";
import type { DraftAction } from "./draft-action.ts";
import { isFilled } from "./is-filled.ts";
import { EMPTY, jsonOf, rangesOf } from "./typed.ts";

/** What is wrong with the actions of a wave: the first thing for each field, by `<action id>/<field>`. */
export type ActionProblems = ReadonlyMap<string, string>;

type KnownServers = readonly Pick<TemplateServer, "hostname" | "sourceServerId">[] | null;

/**
 * All that the server would refuse, at the field where it was typed. With the servers of the wave also what names a
 * server that it does not have, which may change until the wave starts.
 */
export function actionProblems(actions: ActionList, servers: KnownServers = null): ActionProblems {
  const problems = new Map<string, string>();
  const add = (key: string, reason: string) => problems.has(key) || problems.set(key, reason);
  for (const action of actions) {
    for (const [field, reason] of typingProblems(action)) add(`${action.id}/${field}`, reason);
  }
  const parsed = WaveActions.safeParse(actionInputs(actions), { error: plainWords });
  for (const { path, message } of parsed.error?.issues ?? []) {
    const action = actions[Number(path[0])];
    if (action === undefined) continue;
    const { field, prefix } = fieldOfPath(action, path.slice(1));
    add(`${action.id}/${field}`, isFilled(action, field) || prefix !== "" ? `${prefix}${message}` : EMPTY);
  }
  for (const { actionId, path, message } of parsed.success ? problemsOfActions(parsed.data, servers) : []) {
    const action = actions.find(({ id }) => id === actionId);
    if (action === undefined) continue;
    const { field, prefix } = fieldOfPath(action, path);
    add(`${actionId}/${field}`, `${prefix}${message}`);
  }
  return problems;
}

/** Text that stands for something else, and does not. */
function typingProblems(action: DraftAction): [string, string][] {
  switch (action.kind) {
    case "LAMBDA":
      return jsonOf(action.payload) === undefined ? [["payload", NOT_JSON]] : [];
    case "WEBHOOK": {
      const names = action.headers.map(({ name }) => name.toLowerCase());
      return [
        ...(jsonOf(action.body) === undefined ? [["body", NOT_JSON] as [string, string]] : []),
        ...(new Set(names).size < names.length ? [["headers", "A header is named twice."] as [string, string]] : []),
      ];
    }
    case "HTTP_CHECK":
      return rangesOf(action.expectedStatus) === undefined ? [["expectedStatus", NOT_RANGES]] : [];
    default:
      return [];
  }
}

const NOT_JSON = "This is not JSON. Names go between quotation marks.";
const NOT_RANGES = "Write numbers and ranges, as in 200-299, 404.";

/** Words for what the schema only counts; what it says in a sentence of its own stays. */
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === null || issue.input === undefined ? EMPTY : undefined;
    case "too_small":
      return issue.origin === "number" || issue.origin === "int" ? `At least ${issue.minimum}.` : undefined;
    case "too_big":
      return issue.origin === "number" || issue.origin === "int" ? `At most ${issue.maximum}.` : undefined;
    default:
      return undefined;
  }
}
