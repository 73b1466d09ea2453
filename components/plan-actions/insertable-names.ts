import type { ActionStage } from "#lib/domain/actions/action-kind.ts";
import { FACTS, SERVER_FIELDS, type ServerField } from "#lib/domain/actions/template.ts";

import { actionGroups, type ActionList } from "./action-list.ts";
import type { DraftAction } from "./draft-action.ts";

export type NameGroup = { title: string; names: string[] };

/** What a template of an action can name: of the execution, of the wave's servers, and of what ran before it. */
export function insertableNames(action: DraftAction, actions: ActionList, hostname: string | null): NameGroup[] {
  const fields = fieldsKnown(action.when);
  const outputs = earlierActions(action, actions).flatMap((earlier) =>
    outputsOf(earlier).map((field) => `action(${quoted(earlier.name)}).output.${field}`),
  );
  return [
    { title: "This execution", names: [...FACTS] },
    { title: "Servers of the wave, as a list", names: fields.map((field) => `servers.${field}`) },
    {
      title: "One server of the wave",
      names: hostname === null ? [] : fields.map((field) => `server(${quoted(hostname)}).${field}`),
    },
    { title: "What earlier actions left", names: outputs },
  ].filter(({ names }) => names.length > 0);
}

function fieldsKnown(when: ActionStage): readonly ServerField[] {
  return when === "AFTER" ? SERVER_FIELDS : ["hostname", "sourceServerId"];
}

/** Those that are over when this one starts, and run wherever it runs. */
function earlierActions(action: DraftAction, actions: ActionList): DraftAction[] {
  const groups = [...actionGroups(actions, "BEFORE"), ...actionGroups(actions, "AFTER")];
  const own = groups.findIndex((group) => group.some(({ id }) => id === action.id));
  const runsToo = (other: DraftAction) => action.modes.every((mode) => other.modes.includes(mode));
  return groups
    .slice(0, Math.max(0, own))
    .flat()
    .filter((other) => other.name.trim() !== "" && runsToo(other));
}

/** Fields that an action leaves; where only its service knows them, a place to write one. */
function outputsOf(action: DraftAction): string[] {
  switch (action.kind) {
    case "MANUAL_TASK":
      return action.inputs.flatMap(({ name }) => (name === "" ? [] : name));
    case "SSM_COMMAND":
      return ["output"];
    case "ROUTE53_RECORD":
      return ["before"];
    case "HTTP_CHECK":
      return ["status"];
    case "LAMBDA":
    case "SSM_AUTOMATION":
    case "WEBHOOK":
      return ["field"];
    case "TCP_CHECK":
    case "CLOUDWATCH_ALARM":
    case "WAIT":
      return [];
  }
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
