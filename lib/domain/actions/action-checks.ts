import { nameKey } from "#lib/domain/names.ts";

import type { Action } from "./action.ts";
import { textsInJson } from "./json-template.ts";
import { namesIn, type Reference, type ServerField } from "./template.ts";
import { isCalled, type TemplateServer } from "./template-data.ts";

/** A template of an action, and where in the action it stands. */
export type ActionTemplate = { path: (string | number)[]; text: string };

/** Every template of an action. */
export function templatesOf(action: Action): ActionTemplate[] {
  switch (action.kind) {
    case "SSM_AUTOMATION":
      return inRecord("parameters", action.parameters);
    case "SSM_COMMAND":
      return [...inList(["commands"], action.commands ?? []), ...inRecord("parameters", action.parameters ?? {})];
    case "LAMBDA":
      return inJson("payload", action.payload);
    case "WEBHOOK":
      return [
        { path: ["url"], text: action.url },
        ...Object.entries(action.headers).map(([name, text]) => ({ path: ["headers", name], text })),
        ...inJson("body", action.body),
      ];
    case "HTTP_CHECK":
      return [{ path: ["url"], text: action.url }];
    case "TCP_CHECK":
      return [{ path: ["host"], text: action.host }];
    case "ROUTE53_RECORD":
      return inList(["values"], action.values);
    case "MANUAL_TASK":
      return [{ path: ["instructions"], text: action.instructions }];
    case "CLOUDWATCH_ALARM":
    case "WAIT":
      return [];
  }
}

function inList(path: (string | number)[], texts: readonly string[]): ActionTemplate[] {
  return texts.map((text, place) => ({ path: [...path, place], text }));
}

function inRecord(field: string, record: Readonly<Record<string, readonly string[]>>): ActionTemplate[] {
  return Object.entries(record).flatMap(([name, texts]) => inList([field, name], texts));
}

function inJson(field: string, tree: Parameters<typeof textsInJson>[0]): ActionTemplate[] {
  return textsInJson(tree).map(({ path, text }) => ({ path: [field, ...path], text }));
}

/** What will go wrong with an action when it runs, as far as the plan tells. */
export type ActionProblem = { actionId: string; path: (string | number)[]; message: string };

const KNOWN_AFTER_LAUNCH: readonly ServerField[] = ["instanceId", "privateIp", "publicIp"];

/**
 * What the plan tells already: names of instances before the launch, outputs of actions that are not over by then or do
 * not run in the same executions, inputs that a task does not ask for, servers that the wave does not have. Without the
 * wave's servers (null) those are not checked.
 */
export function problemsOfActions(
  actions: readonly Action[],
  servers: readonly Pick<TemplateServer, "hostname" | "sourceServerId">[] | null,
): ActionProblem[] {
  return actions.flatMap((action) => {
    const found = templatesOf(action).flatMap(({ path, text }) =>
      namesIn(text).flatMap((reference) => {
        const message = problemOf(reference, action, { actions, servers });
        return message === null ? [] : [{ actionId: action.id, path, message }];
      }),
    );
    return [...problemsOfTarget(action, servers), ...found];
  });
}

type Wave = {
  actions: readonly Action[];
  servers: readonly Pick<TemplateServer, "hostname" | "sourceServerId">[] | null;
};

function problemsOfTarget(action: Action, servers: Wave["servers"]): ActionProblem[] {
  if (action.kind !== "SSM_COMMAND") return [];
  if (action.when === "BEFORE") {
    const message = "A command runs on the new instances, which are not there before the launch.";
    return [{ actionId: action.id, path: ["when"], message }];
  }
  if (servers === null) return [];
  return (action.targetServerIds ?? []).flatMap((id, place) =>
    servers.some(({ sourceServerId }) => sourceServerId === id)
      ? []
      : [{ actionId: action.id, path: ["targetServerIds", place], message: `The wave has no server ${id}.` }],
  );
}

function problemOf(reference: Reference, action: Action, wave: Wave): string | null {
  switch (reference.kind) {
    case "fact":
      return null;
    case "servers":
      return problemOfField(reference.field, action);
    case "server":
      return problemOfServer(reference.server, wave.servers) ?? problemOfField(reference.field, action);
    case "output":
      return problemOfOutput(reference, action, wave.actions);
  }
}

function problemOfField(field: ServerField, action: Action): string | null {
  const isTooEarly = action.when === "BEFORE" && KNOWN_AFTER_LAUNCH.includes(field);
  return isTooEarly ? `"${field}" is not known before the launch of the wave.` : null;
}

function problemOfServer(name: string, servers: Wave["servers"]): string | null {
  if (servers === null) return null;
  const count = servers.filter((server) => isCalled(server, name)).length;
  if (count === 0) return `The wave has no server "${name}".`;
  return count === 1 ? null : `The wave has ${count} servers "${name}". Use the source server id.`;
}

function problemOfOutput(
  { action: name, field }: Extract<Reference, { kind: "output" }>,
  action: Action,
  actions: readonly Action[],
): string | null {
  const named = actions.find((candidate) => nameKey(candidate.name) === nameKey(name));
  if (named === undefined) return `The wave has no action "${name}".`;
  if (!isOverBefore(named, action)) return `The action "${named.name}" is not over when this one starts.`;
  const missing = action.modes.find((mode) => !named.modes.includes(mode));
  if (missing !== undefined) return `The action "${named.name}" does not run in a ${missing.toLowerCase()}.`;
  if (named.kind !== "MANUAL_TASK" || named.inputs.some((input) => input.name === field)) return null;
  return `The task "${named.name}" does not ask for "${field}".`;
}

/** Whether the first action is over before the second starts. */
function isOverBefore(first: Action, second: Action): boolean {
  if (first.when !== second.when) return first.when === "BEFORE";
  return first.group < second.group;
}
