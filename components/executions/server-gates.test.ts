import { describe, expect, test } from "vitest";

import type { GateView } from "#lib/domain/health-gates/gate-progress.ts";
import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";
import { serverView, waveView } from "#lib/domain/testing/execution.ts";

import { failureMeaning } from "./failure-meaning.ts";
import { gateFinding, gatesNotPassed, gateWaitWords } from "./server-gates.ts";

const PROBE: HealthGate = {
  id: "probe",
  kind: "INSTANCE_PROBE",
  check: { protocol: "HTTP", port: 8443, path: "/health", expectedStatus: { from: 200, to: 399 } },
};
const AGENT: HealthGate = { id: "agent", kind: "SSM_AGENT" };
const RUNNING = {
  state: "running",
  instanceType: null,
  privateIpAddress: "10.0.1.4",
  publicIpAddress: null,
  availabilityZone: null,
  systemStatus: "ok",
  instanceStatus: "ok",
};
const SINCE = "2026-11-24T10:00:00.000Z";
const NOW = Date.parse("2026-11-24T10:00:12.900Z");

function wave(stableSeconds = 60) {
  return waveView({ health: { profileId: "p", name: "Web tier", gates: [AGENT, PROBE], stableSeconds } });
}

function progress({ id, kind }: HealthGate, state: GateView["state"], words: string): GateView {
  return { id, kind, state, since: SINCE, checkedAt: SINCE, words };
}

const ONLINE = progress(AGENT, "PASSING", "The agent is online.");
const ANSWERED_503 = progress(
  PROBE,
  "WAITING",
  "HTTP port 8443 /health on the instance: answered 503, not 200 to 399.",
);

describe("a launched server", () => {
  const launched = { status: "LAUNCHED" as const, instance: RUNNING, gates: [ONLINE, ANSWERED_503] };

  test("says which gate it waits for, with its last words", () => {
    expect(gateWaitWords(wave(), serverView(launched), NOW)).toBe(
      "Waits for HTTP port 8443 /health on the instance. Answered 503, not 200 to 399.",
    );
  });

  test("names the first of several by the order of the profile", () => {
    const gates = [ANSWERED_503, progress(AGENT, "WAITING", "It is not known.")];
    expect(gateWaitWords(wave(), serverView({ ...launched, gates }), NOW)).toBe(
      "Waits for SSM agent and 1 more. It is not known.",
    );
  });

  test("waits for EC2 first", () => {
    const instance = { ...RUNNING, systemStatus: "initializing" };
    expect(gateWaitWords(wave(), serverView({ ...launched, instance }), NOW)).toMatch(/^Waits for both EC2 status/);
    expect(gateWaitWords(wave(), serverView({ ...launched, instance: null }), NOW)).toMatch(/^Waits for both EC2/);
  });

  test.each([
    [60, NOW, "Passes; stable for 12 of 60 s."],
    [60, NOW - 60_000, "Passes; stable for 0 of 60 s."],
    [60, NOW + 600_000, "Passes; stable for 60 of 60 s."],
    [600, NOW + 60_000, "Passes; stable for 1 min 12 s of 10 min."],
    [60, null, "Passes everything that is asked."],
    [0, NOW, "Passes everything that is asked."],
  ])("that passes tells how long of %i s", (stableSeconds, now, words) => {
    const gates = [ONLINE, { ...ANSWERED_503, state: "PASSING" as const }];
    const server = serverView({ ...launched, gates, stableSince: SINCE });
    expect(gateWaitWords(wave(stableSeconds), server, now)).toBe(words);
  });

  test("is asked nothing more by a profile without gates", () => {
    const health = { profileId: "p", name: "Calm", gates: [], stableSeconds: 60 };
    expect(gateWaitWords({ health }, serverView({ status: "LAUNCHED" }), NOW)).toBe(
      "Waits for both EC2 status checks.",
    );
    expect(gateWaitWords({ health: { ...health, stableSeconds: 0 } }, serverView(launched), NOW)).toBeNull();
  });

  test("without a profile, or no longer only launched, says nothing", () => {
    expect(gateWaitWords(waveView(), serverView(launched), NOW)).toBeNull();
    expect(gateWaitWords(wave(), serverView({ ...launched, status: "HEALTHY" }), NOW)).toBeNull();
  });
});

describe("a server that never passed", () => {
  const failed = progress(PROBE, "WAITING", "HTTP port 8443 /health on the instance: no snapshot is loaded.");
  const error = `After 45 min ${failed.words}`;
  const unhealthy = serverView({ status: "UNHEALTHY", instance: RUNNING, error, gates: [ONLINE, failed] });

  test("was given up for the gates that its error quotes", () => {
    expect(gatesNotPassed(unhealthy)).toEqual([failed]);
    expect(gatesNotPassed({ ...unhealthy, status: "TERMINATED", cameTo: "UNHEALTHY" })).toEqual([failed]);
    expect(gatesNotPassed({ ...unhealthy, error: "After 45 min EC2 says stopped." })).toEqual([]);
    expect(gatesNotPassed({ ...unhealthy, status: "HEALTHY" })).toEqual([]);
  });

  test("is explained by its gate, not by a word that it happens to say", () => {
    expect(failureMeaning(unhealthy)).toMatch(/what should answer on this port/);
    expect(failureMeaning({ ...unhealthy, gates: [] })).toMatch(/snapshot of the source/);
  });

  test("is explained by the permission where AWS refused to ask", () => {
    const denied = progress(PROBE, "WAITING", "AccessDeniedException: not authorized to perform ssm:SendCommand");
    expect(failureMeaning({ ...unhealthy, error: `After 45 min ${denied.words}`, gates: [denied] })).toMatch(
      /lacks a permission/,
    );
  });
});

test.each([
  [{ ...ANSWERED_503, words: "HTTP port 8443 /health on the instance answers." }, "Answers."],
  [ANSWERED_503, "Answered 503, not 200 to 399."],
  [{ ...ANSWERED_503, words: "Run Command does not answer." }, "Run Command does not answer."],
  [{ ...ANSWERED_503, checkedAt: null }, "Not asked yet."],
])("beside the name of a gate its words do not name it again (%#)", (found, words) => {
  expect(gateFinding({ gate: PROBE, progress: found })).toBe(words);
});
