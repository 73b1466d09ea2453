import { expect, test } from "vitest";

import { serverView, waveView } from "#lib/domain/testing/execution.ts";

import { healthWords, policyWords, waveChanges } from "./wave-policy-words.ts";

const SERVERS = [1, 2, 3, 4, 5].map((n) => serverView({ n }));

test("a policy is one line of words", () => {
  expect(policyWords(waveView({ servers: SERVERS, passPercent: 80, automaticRetries: 2 }))).toBe(
    "Asks when a server fails, passes at 80 % of 5 critical servers, retries twice by itself",
  );
});

test("the default policy does not speak of retries", () => {
  expect(policyWords(waveView({ servers: [...SERVERS, serverView({ n: 6, isCritical: false })] }))).toBe(
    "Asks when a server fails, passes with all 5 critical servers, 1 optional server",
  );
});

test("what makes a server healthy is told in the order in which it is asked", () => {
  const health = {
    profileId: "p",
    name: "Web tier",
    gates: [{ id: "g", kind: "SSM_AGENT" as const }],
    stableSeconds: 90,
  };
  expect(healthWords(health)).toBe("Healthy by Web tier: EC2 status checks, SSM agent, stable for 1 min 30 s");
  expect(healthWords({ ...health, gates: [], stableSeconds: 0 })).toBe("Healthy by Web tier: EC2 status checks");
});

test("changes since the start are named with what was before", () => {
  const wave = waveView({ number: 3, name: "Web", dependsOn: [2, 1], passPercent: 80, onFailure: "ABORT" });
  const started = { ...waveView({ number: 3, name: "Web", dependsOn: [1, 2] }) };
  expect(waveChanges(wave, started)).toEqual(["When a server fails: Abort, was Ask", "Passes at: 80 %, was 100 %"]);
  expect(waveChanges(wave, wave)).toEqual([]);
});
