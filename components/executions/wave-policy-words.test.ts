import { expect, test } from "vitest";

import { serverView, waveView } from "#lib/domain/testing/execution.ts";

import { policyWords, waveChanges } from "./wave-policy-words.ts";

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

test("changes since the start are named with what was before", () => {
  const wave = waveView({ number: 3, name: "Web", dependsOn: [2, 1], passPercent: 80, onFailure: "ABORT" });
  const started = { ...waveView({ number: 3, name: "Web", dependsOn: [1, 2] }) };
  expect(waveChanges(wave, started)).toEqual(["When a server fails: Abort, was Ask", "Passes at: 80 %, was 100 %"]);
  expect(waveChanges(wave, wave)).toEqual([]);
});
