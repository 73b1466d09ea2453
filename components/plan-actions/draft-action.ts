import type { Action, ActionInput } from "#lib/domain/actions/action.ts";
import type { ActionKind, ActionStage } from "#lib/domain/actions/action-kind.ts";
import { shellOfDocument } from "#lib/domain/actions/script-documents.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { OnFailure } from "#lib/domain/wave-policy.ts";

import {
  jsonOf,
  jsonText,
  linesOf,
  optional,
  type Pair,
  pairsOf,
  parametersOf,
  rangesOf,
  rangesText,
} from "./typed.ts";

type DraftCommon = {
  id: string;
  name: string;
  when: ActionStage;
  modes: readonly ExecutionType[];
  timeoutSeconds: number | null;
  retries: number;
  onFailure: OnFailure;
  /** It runs side by side with the one before it. */
  isBeside: boolean;
};

export type TaskInput = { name: string; label: string; required: boolean };

/** What is typed for each kind, as it is typed: empty numbers are null, lists are lines, JSON is its text. */
export type DraftFields = {
  SSM_AUTOMATION: { documentName: string; parameters: readonly Pair[]; accountId: string; region: string };
  SSM_COMMAND: {
    documentName: string;
    script: string;
    parameters: readonly Pair[];
    /** None: all of the wave's. */
    targetServerIds: readonly string[];
  };
  LAMBDA: { functionName: string; payload: string };
  WEBHOOK: { url: string; method: "POST" | "PUT"; headers: readonly Pair[]; body: string; secretName: string };
  HTTP_CHECK: { url: string; expectedStatus: string; bodyContains: string };
  TCP_CHECK: { host: string; port: number | null };
  CLOUDWATCH_ALARM: { alarmNames: string; accountId: string; region: string };
  ROUTE53_RECORD: {
    hostedZoneId: string;
    recordName: string;
    recordType: "A" | "AAAA" | "CNAME";
    ttl: number | null;
    values: string;
  };
  WAIT: { seconds: number | null };
  MANUAL_TASK: {
    instructions: string;
    assignee: string;
    inputs: readonly TaskInput[];
    expiresAfterMinutes: number | null;
    escalateAfterMinutes: number | null;
  };
};

export type DraftOf<Kind extends ActionKind> = DraftCommon & { kind: Kind } & DraftFields[Kind];

/** An action while it is edited. */
export type DraftAction = { [Kind in ActionKind]: DraftOf<Kind> }[ActionKind];

const EMPTY: { [Kind in ActionKind]: DraftFields[Kind] } = {
  SSM_AUTOMATION: { documentName: "", parameters: [], accountId: "", region: "" },
  SSM_COMMAND: { documentName: "AWS-RunShellScript", script: "", parameters: [], targetServerIds: [] },
  LAMBDA: { functionName: "", payload: "" },
  WEBHOOK: { url: "", method: "POST", headers: [], body: "", secretName: "" },
  HTTP_CHECK: { url: "", expectedStatus: "200-299", bodyContains: "" },
  TCP_CHECK: { host: "", port: null },
  CLOUDWATCH_ALARM: { alarmNames: "", accountId: "", region: "" },
  ROUTE53_RECORD: { hostedZoneId: "", recordName: "", recordType: "A", ttl: 60, values: "" },
  WAIT: { seconds: null },
  MANUAL_TASK: { instructions: "", assignee: "", inputs: [], expiresAfterMinutes: null, escalateAfterMinutes: null },
};

/** An action that nothing was typed for yet. */
export function newAction(given: { id: string; name: string; kind: ActionKind; when: ActionStage }): DraftAction {
  const common: Omit<DraftCommon, "id" | "name" | "when"> = {
    modes: ["DRILL", "RECOVERY"],
    timeoutSeconds: 600,
    retries: 0,
    onFailure: "ASK",
    isBeside: false,
  };
  return { ...common, ...EMPTY[given.kind], ...given } as DraftAction;
}

/** A saved action as it would have been typed. */
export function draftAction(action: Action, isBeside: boolean): DraftAction {
  const { id, name, when, modes, timeoutSeconds, retries, onFailure } = action;
  const common = { id, name, when, modes, timeoutSeconds, retries, onFailure, isBeside, kind: action.kind };
  return { ...common, ...fieldsOf(action) } as DraftAction;
}

function fieldsOf(action: Action): DraftFields[ActionKind] {
  switch (action.kind) {
    case "SSM_AUTOMATION": {
      const { documentName, parameters, accountId = "", region = "" } = action;
      return { documentName, parameters: pairsOf(parameters), accountId, region };
    }
    case "SSM_COMMAND": {
      const { documentName, commands = [], parameters = {}, targetServerIds = [] } = action;
      return { documentName, script: commands.join("\n"), parameters: pairsOf(parameters), targetServerIds };
    }
    case "LAMBDA":
      return { functionName: action.functionName, payload: jsonText(action.payload) };
    case "WEBHOOK": {
      const { url, method, headers, body, secretName } = action;
      const pairs = Object.entries(headers).map(([name, value]) => ({ name, value }));
      return { url, method, headers: pairs, body: jsonText(body), secretName };
    }
    case "HTTP_CHECK": {
      const { url, expectedStatus, bodyContains = "" } = action;
      return { url, expectedStatus: rangesText(expectedStatus), bodyContains };
    }
    case "TCP_CHECK":
      return { host: action.host, port: action.port };
    case "CLOUDWATCH_ALARM": {
      const { alarmNames, accountId = "", region = "" } = action;
      return { alarmNames: alarmNames.join("\n"), accountId, region };
    }
    case "ROUTE53_RECORD": {
      const { hostedZoneId, recordName, recordType, ttl, values } = action;
      return { hostedZoneId, recordName, recordType, ttl, values: values.join("\n") };
    }
    case "WAIT":
      return { seconds: action.seconds };
    case "MANUAL_TASK": {
      const { instructions, assignee = "", inputs, expiresAfterMinutes = null, escalateAfterMinutes = null } = action;
      return { instructions, assignee, inputs, expiresAfterMinutes, escalateAfterMinutes };
    }
  }
}

/** What is sent for an action. It may be no valid one: what was typed is taken as it is. */
export function actionInput(draft: DraftAction, group: number): ActionInput {
  const { id, name, when, modes, timeoutSeconds, retries, onFailure, kind } = draft;
  const common = { id, name, when, modes: [...modes], timeoutSeconds, retries, onFailure, group, kind };
  return { ...common, ...inputFields(draft) } as ActionInput;
}

function inputFields(draft: DraftAction): Record<string, unknown> {
  switch (draft.kind) {
    case "SSM_AUTOMATION":
      return { documentName: draft.documentName, parameters: parametersOf(draft.parameters), ...placeFields(draft) };
    case "SSM_COMMAND": {
      const { documentName, script, parameters, targetServerIds } = draft;
      const isScript = shellOfDocument(documentName) !== null;
      return {
        documentName,
        ...(isScript ? script !== "" && { commands: script.split("\n") } : { parameters: parametersOf(parameters) }),
        ...(targetServerIds.length > 0 && { targetServerIds: [...targetServerIds] }),
      };
    }
    case "LAMBDA":
      return { functionName: draft.functionName, payload: jsonOf(draft.payload) };
    case "WEBHOOK": {
      const { url, method, headers, body, secretName } = draft;
      const byName = Object.fromEntries(headers.map((header) => [header.name, header.value]));
      return { url, method, headers: byName, body: jsonOf(body), secretName };
    }
    case "HTTP_CHECK": {
      const { url, expectedStatus, bodyContains } = draft;
      return { url, expectedStatus: rangesOf(expectedStatus), ...optional({ bodyContains }) };
    }
    case "TCP_CHECK":
      return { host: draft.host, port: draft.port };
    case "CLOUDWATCH_ALARM":
      return { alarmNames: linesOf(draft.alarmNames), ...placeFields(draft) };
    case "ROUTE53_RECORD": {
      const { hostedZoneId, recordName, recordType, ttl, values } = draft;
      return { hostedZoneId, recordName, recordType, ttl, values: linesOf(values) };
    }
    case "WAIT":
      return { seconds: draft.seconds };
    case "MANUAL_TASK": {
      const { instructions, assignee, inputs, expiresAfterMinutes, escalateAfterMinutes } = draft;
      return { instructions, inputs, ...optional({ assignee, expiresAfterMinutes, escalateAfterMinutes }) };
    }
  }
}

function placeFields({ accountId, region }: { accountId: string; region: string }): Record<string, unknown> {
  return optional({ accountId, region });
}
