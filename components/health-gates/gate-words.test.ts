import { expect, test } from "vitest";

import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";

import { gatesLine, gateWords, profileParts } from "./gate-words.ts";

const STATUS = { from: 200, to: 399 };
const AGENT: HealthGate = { id: "1", kind: "SSM_AGENT" };
const PROBE: HealthGate = {
  id: "2",
  kind: "INSTANCE_PROBE",
  check: { protocol: "HTTPS", port: 8443, path: "/health", expectedStatus: STATUS },
};
const CHECK: HealthGate = { id: "3", kind: "WORKER_CHECK", check: { protocol: "TCP", port: 5432 } };
const ALARM: HealthGate = { id: "4", kind: "CLOUDWATCH_ALARM", alarmName: "orders-latency" };

test.each([
  [AGENT, "SSM agent"],
  [PROBE, "HTTPS port 8443 /health on the instance"],
  [CHECK, "TCP port 5432 from the worker"],
  [ALARM, "Alarm orders-latency"],
])("a gate is named by what it asks (%#)", (gate, words) => {
  expect(gateWords(gate)).toBe(words);
});

test("a profile is what EC2 says, its gates in their order, and for how long", () => {
  expect(profileParts({ gates: [ALARM, AGENT], stableSeconds: 60 })).toEqual([
    "Both EC2 status checks",
    "Alarm orders-latency",
    "SSM agent",
    "Stable for 1 min",
  ]);
  expect(profileParts({ gates: [], stableSeconds: 0 })).toEqual(["Both EC2 status checks"]);
});

test("a list of gates leaves out what every server is asked", () => {
  expect(gatesLine({ gates: [AGENT, CHECK] })).toBe("SSM agent · TCP port 5432 from the worker");
  expect(gatesLine({ gates: [] })).toBe("EC2 status checks only");
});
