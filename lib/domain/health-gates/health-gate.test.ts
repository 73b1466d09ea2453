import { describe, expect, test } from "vitest";

import { refusalOfAddress } from "./check-address.ts";
import { gateName, sentence, unexpectedStatus } from "./gate-words.ts";
import { HealthGate } from "./health-gate.ts";
import { HealthProfileInput } from "./health-profile.ts";

const ID = "5F0C1D7E-6A7B-4C8D-9E0F-1A2B3C4D5E6F";
const http = (fields: object) => ({
  ...{ id: ID, kind: "INSTANCE_PROBE" },
  check: { protocol: "HTTP", port: 80, path: "/", ...fields },
});

describe("a gate", () => {
  test("has its defaults filled in and its id in one spelling", () => {
    expect(HealthGate.parse(http({}))).toEqual({
      ...{ id: ID.toLowerCase(), kind: "INSTANCE_PROBE" },
      check: { protocol: "HTTP", port: 80, path: "/", expectedStatus: { from: 200, to: 399 } },
    });
  });

  test.each([
    ["a path that does not start with a slash", http({ path: "health" })],
    ["a path with a space", http({ path: "/a b" })],
    ["a path with braces, which Systems Manager reads", http({ path: "/{{ssm:secret}}" })],
    ["a path with a line break", http({ path: "/a\nreboot" })],
    ["a port that there is not", http({ port: 65_536 })],
    ["statuses the wrong way round", http({ expectedStatus: { from: 400, to: 200 } })],
    ["an alarm without name", { id: ID, kind: "CLOUDWATCH_ALARM", alarmName: " " }],
    ["a field of another kind", { id: ID, kind: "SSM_AGENT", alarmName: "errors" }],
  ])("is refused with %s", (_words, gate) => {
    expect(HealthGate.safeParse(gate).success).toBe(false);
  });

  test.each([
    [{ id: ID, kind: "SSM_AGENT" }, "Systems Manager"],
    [http({ path: "/health?deep=1" }), "HTTP port 80 /health?deep=1 on the instance"],
    [{ id: ID, kind: "WORKER_CHECK", check: { protocol: "TCP", port: 22 } }, "TCP port 22 from the worker"],
    [{ id: ID, kind: "CLOUDWATCH_ALARM", alarmName: "errors" }, 'CloudWatch about "errors"'],
  ])("has a name", (gate, name) => {
    expect(gateName(HealthGate.parse(gate))).toBe(name);
  });
});

test("a profile has at most ten gates, each of them once", () => {
  const gates = Array.from({ length: 11 }, () => ({ id: crypto.randomUUID(), kind: "SSM_AGENT" }));
  expect(HealthProfileInput.safeParse({ name: "P", gates }).success).toBe(false);
  expect(HealthProfileInput.safeParse({ name: "P", gates: gates.slice(1) }).success).toBe(true);
  const twice = [gates[0], { ...gates[0], id: gates[0]?.id.toUpperCase() }];
  expect(HealthProfileInput.safeParse({ name: "P", gates: twice }).success).toBe(false);
});

test("words of others end a sentence in one line", () => {
  expect(sentence("TCP port 22 on the instance", " no\r\n connection. ")).toBe(
    "TCP port 22 on the instance: no connection.",
  );
  expect(sentence("It", "x".repeat(1000))).toHaveLength(305);
  expect(unexpectedStatus("503", { from: 200, to: 200 })).toBe("answered 503, not 200");
});

test.each([
  ["10.0.1.4", ["10.0.0.0/16"], null],
  ["10.1.1.4", ["10.0.0.0/16"], "10.1.1.4 is in none of the blocks that the account allows."],
  ["52.1.2.3", [], "52.1.2.3 is in none of the blocks that the account allows."],
  ["fd12::1", ["fd12::/16", "not a block"], null],
  ["web-01", ["0.0.0.0/0"], "web-01 is not an IP address."],
])("the worker checks %s where %j is allowed: %j", (address, blocks, refusal) => {
  expect(refusalOfAddress(address, blocks)).toBe(refusal);
});
