import type { DraftAction } from "./draft-action.ts";

/** Fields of an action that hold what the schema calls otherwise. */
const TYPED_AS: Readonly<Record<string, string>> = { commands: "script" };
const COUNTED: Readonly<Record<string, string>> = {
  commands: "Line",
  values: "Line",
  alarmNames: "Line",
  inputs: "Input",
  targetServerIds: "Server",
  expectedStatus: "Range",
};

/** The field in which something of an action was typed, and what says where in it. */
export function fieldOfPath(
  { kind }: Pick<DraftAction, "kind">,
  path: readonly PropertyKey[],
): { field: string; prefix: string } {
  const [first = "name", ...rest] = path.map(String);
  const field = kind === "SSM_COMMAND" ? (TYPED_AS[first] ?? first) : first;
  const [place] = rest;
  if (place === undefined || place === "") return { field, prefix: "" };
  const word = COUNTED[first];
  if (word !== undefined) return { field, prefix: `${word} ${Number(place) + 1}: ` };
  return { field, prefix: `${first === "payload" || first === "body" ? rest.join(".") : place}: ` };
}
