import { rangesOf } from "#components/plan-actions/typed.ts";
import { ApiProblem, fieldError } from "#lib/query/problem.ts";

import type { DraftGate, ProfileDraft } from "./profile-draft.ts";

type GateField = "port" | "path" | "expectedStatus" | "alarmName";

const HIGHEST_PORT = 65_535;
const LONGEST_STABLE_SECONDS = 3600;

/** What keeps a gate from being saved, at its field. A field that nothing was typed in has a problem too. */
export function gateProblems(gate: DraftGate): ReadonlyMap<GateField, string> {
  switch (gate.kind) {
    case "SSM_AGENT":
      return new Map();
    case "CLOUDWATCH_ALARM":
      return gate.alarmName.trim() === "" ? new Map([["alarmName", "Name the alarm."]]) : new Map();
    case "INSTANCE_PROBE":
    case "WORKER_CHECK":
      return new Map(checkProblems(gate));
  }
}

function checkProblems({ protocol, port, path, expectedStatus }: DraftGate): [GateField, string][] {
  const problems: [GateField, string][] = [];
  if (port === null || port < 1 || port > HIGHEST_PORT) problems.push(["port", "From 1 to 65,535."]);
  if (protocol === "TCP") return problems;
  if (!path.trim().startsWith("/")) problems.push(["path", "A path starts with /."]);
  if (!isStatusRange(expectedStatus)) problems.push(["expectedStatus", "One status or a range, as in 200-399."]);
  return problems;
}

function isStatusRange(text: string): boolean {
  const [range, ...more] = rangesOf(text) ?? [];
  return range !== undefined && more.length === 0 && range.from >= 100 && range.to <= 599 && range.from <= range.to;
}

export function stableProblem({ stableSeconds }: ProfileDraft): string | undefined {
  if (stableSeconds !== null && stableSeconds <= LONGEST_STABLE_SECONDS) return undefined;
  return "From 0 to 3,600 seconds.";
}

/** What is still missing or wrong, in a sentence; undefined when the rest is for the API to judge. */
export function whyNotSaved(draft: ProfileDraft): string | undefined {
  if (draft.name.trim() === "") return "Give the profile a name first.";
  for (const [index, gate] of draft.gates.entries()) {
    const field = [...gateProblems(gate).keys()][0];
    if (field !== undefined) return `Gate ${index + 1}: ${FIRST_FIX[field]}`;
  }
  return stableProblem(draft) === undefined
    ? undefined
    : "Say how long they must stay passed, from 0 to 3,600 seconds.";
}

const FIRST_FIX: Record<GateField, string> = {
  port: "give a port from 1 to 65,535.",
  path: "give a path that starts with /.",
  expectedStatus: "give one status or a range, as in 200-399.",
  alarmName: "name the alarm.",
};

/** A save that the API refused, and what was sent. */
export type Refusal = { error: Error | null; sent: ProfileDraft | null };

/** What stands under a field of a gate: what was typed wrong, or what the API said of it as long as it is as it was sent. */
export function gateError({ error, sent }: Refusal, gate: DraftGate, field: GateField): string | undefined {
  const isEmpty = gate[field] === "" || gate[field] === null;
  const typed = isEmpty ? undefined : gateProblems(gate).get(field);
  if (typed !== undefined) return typed;
  const place = sent?.gates.findIndex(({ id }) => id === gate.id) ?? -1;
  if (place < 0 || sent?.gates[place]?.[field] !== gate[field]) return undefined;
  return fieldError(error, `gates.${place}.check.${field}`) ?? fieldError(error, `gates.${place}.${field}`);
}

export function nameError({ error, sent }: Refusal, { name }: ProfileDraft): string | undefined {
  if (sent?.name !== name) return undefined;
  if (error instanceof ApiProblem && error.code === "HEALTH_PROFILE_NAME_EXISTS") return error.detail;
  return fieldError(error, "name");
}

/** What the API says of the gates together, as long as they are as they were sent; of a single one it stands there. */
export function listError({ error, sent }: Refusal, { gates }: ProfileDraft): string | undefined {
  if (sent?.gates !== gates || !(error instanceof ApiProblem)) return undefined;
  return error.invalidParams.find(({ name }) => name === "gates")?.reason;
}

export function isOutdated(error: Error | null): boolean {
  return error instanceof ApiProblem && error.code === "VERSION_CONFLICT";
}
