import { describe, expect, test } from "vitest";

import { HealthProfileInput, type HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";

import { draftOf, editGate, emptyDraft, inputOf, moveGate, newGate } from "./profile-draft.ts";

const IDS = ["1", "2", "3", "4"].map((digit) => `7d1f7e0e-5c0a-4b58-9f1e-0d6f0a3f5a1${digit}`);
const [AGENT = "", PROBE = "", CHECK = "", ALARM = ""] = IDS;

const SAVED: HealthProfileView = {
  id: "7d1f7e0e-5c0a-4b58-9f1e-0d6f0a3f5a20",
  name: "Web tier",
  description: null,
  gates: [
    { id: AGENT, kind: "SSM_AGENT" },
    {
      id: PROBE,
      kind: "INSTANCE_PROBE",
      check: { protocol: "HTTP", port: 8443, path: "/health", expectedStatus: { from: 200, to: 204 } },
    },
    { id: CHECK, kind: "WORKER_CHECK", check: { protocol: "TCP", port: 5432 } },
    { id: ALARM, kind: "CLOUDWATCH_ALARM", alarmName: "orders-latency" },
  ],
  stableSeconds: 60,
  version: 3,
  updatedAt: "2026-11-24T10:00:00.000Z",
  usedBy: [],
};

test("a saved profile that is not changed is sent as it was", () => {
  const { name, gates, stableSeconds } = SAVED;
  expect(inputOf(draftOf(SAVED))).toEqual({ name, description: "", gates, stableSeconds });
});

test("a status alone is a range of one", () => {
  const gates = [{ ...newGate(PROBE, "INSTANCE_PROBE"), port: 80, expectedStatus: "204" }];
  expect(inputOf({ ...emptyDraft(), gates }).gates[0]).toMatchObject({
    check: { expectedStatus: { from: 204, to: 204 } },
  });
});

test("what is filled in is what the API takes", () => {
  const gates = [
    newGate(AGENT, "SSM_AGENT"),
    { ...newGate(PROBE, "INSTANCE_PROBE"), port: 8080 },
    { ...newGate(CHECK, "WORKER_CHECK"), protocol: "TCP" as const, port: 22 },
    { ...newGate(ALARM, "CLOUDWATCH_ALARM"), alarmName: " lag " },
  ];
  const sent = HealthProfileInput.parse(inputOf({ ...emptyDraft(), name: "All", gates }));
  expect(sent.gates.map(({ kind }) => kind)).toEqual(gates.map(({ kind }) => kind));
  expect(sent.gates[3]).toMatchObject({ alarmName: "lag" });
});

describe("gates", () => {
  const gates = IDS.map((id) => newGate(id, "SSM_AGENT"));
  const order = (list: readonly { id: string }[]) => list.map(({ id }) => id);

  test("change places with their neighbour", () => {
    expect(order(moveGate(gates, PROBE, -1))).toEqual([PROBE, AGENT, CHECK, ALARM]);
    expect(order(moveGate(gates, PROBE, 1))).toEqual([AGENT, CHECK, PROBE, ALARM]);
  });

  test("stay at either end", () => {
    expect(moveGate(gates, AGENT, -1)).toBe(gates);
    expect(moveGate(gates, ALARM, 1)).toBe(gates);
  });

  test("are edited one at a time", () => {
    const edited = editGate(gates, CHECK, { port: 22 });
    expect(edited.map(({ port }) => port)).toEqual([null, null, 22, null]);
  });
});
