import { rangesOf, rangesText } from "#components/plan-actions/typed.ts";
import type { GateKind, HealthCheck, HealthGate } from "#lib/domain/health-gates/health-gate.ts";
import type { HealthProfileInput, HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";

/** A gate as it is being filled in. Fields of other kinds and protocols keep what was typed. */
export type DraftGate = {
  id: string;
  kind: GateKind;
  protocol: HealthCheck["protocol"];
  port: number | null;
  path: string;
  /** As it is typed: `200-399`. */
  expectedStatus: string;
  alarmName: string;
};

export type ProfileDraft = {
  name: string;
  description: string;
  gates: readonly DraftGate[];
  stableSeconds: number | null;
};

export function emptyDraft(): ProfileDraft {
  return { name: "", description: "", gates: [], stableSeconds: 0 };
}

/** A gate that nothing was typed for yet. */
export function newGate(id: string, kind: GateKind): DraftGate {
  return { id, kind, protocol: "HTTP", port: null, path: "/", expectedStatus: "200-399", alarmName: "" };
}

export function draftOf({ name, description, gates, stableSeconds }: HealthProfileView): ProfileDraft {
  return { name, description: description ?? "", gates: gates.map(draftGate), stableSeconds };
}

function draftGate(gate: HealthGate): DraftGate {
  const empty = newGate(gate.id, gate.kind);
  switch (gate.kind) {
    case "SSM_AGENT":
      return empty;
    case "CLOUDWATCH_ALARM":
      return { ...empty, alarmName: gate.alarmName };
    case "INSTANCE_PROBE":
    case "WORKER_CHECK": {
      const { protocol, port } = gate.check;
      if (gate.check.protocol === "TCP") return { ...empty, protocol, port };
      return {
        ...empty,
        protocol,
        port,
        path: gate.check.path,
        expectedStatus: rangesText([gate.check.expectedStatus]),
      };
    }
  }
}

/** What is sent to the API. */
export function inputOf({ name, description, gates, stableSeconds }: ProfileDraft): HealthProfileInput {
  return { name, description, gates: gates.map(gateInput), stableSeconds: stableSeconds ?? 0 };
}

type GateInput = HealthProfileInput["gates"][number];
type CheckInput = Extract<GateInput, { check: object }>["check"];

function gateInput(gate: DraftGate): GateInput {
  const { id, kind } = gate;
  switch (kind) {
    case "SSM_AGENT":
      return { id, kind };
    case "CLOUDWATCH_ALARM":
      return { id, kind, alarmName: gate.alarmName.trim() };
    case "INSTANCE_PROBE":
    case "WORKER_CHECK":
      return { id, kind, check: checkInput(gate) };
  }
}

function checkInput({ protocol, port: typed, path, expectedStatus }: DraftGate): CheckInput {
  const port = typed ?? 0;
  if (protocol === "TCP") return { protocol, port };
  return { protocol, port, path: path.trim(), expectedStatus: rangesOf(expectedStatus)?.[0] };
}

export function editGate(gates: readonly DraftGate[], id: string, patch: Partial<DraftGate>): DraftGate[] {
  return gates.map((gate) => (gate.id === id ? { ...gate, ...patch } : gate));
}

/** One place up or down; at an end it stays. */
export function moveGate(gates: readonly DraftGate[], id: string, step: 1 | -1): readonly DraftGate[] {
  const place = gates.findIndex((gate) => gate.id === id);
  const moved = gates[place];
  const other = gates[place + step];
  return moved === undefined || other === undefined ? gates : gates.with(place, other).with(place + step, moved);
}
