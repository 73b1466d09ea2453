import { describe, expect, test } from "vitest";

import { WAVE_POLICY_DEFAULTS, type OnFailure } from "#lib/domain/wave-policy.ts";

import { emptyDraft, type PlanDraft } from "./draft.ts";
import { failureConsequence, passWords, policyTags, retryWords, startsAfterWords } from "./policy-words.ts";

/** Waves A, B … with the keys 1, 2 …, each with what it does with failures and the keys that it starts after. */
function draftOf(...waves: readonly [OnFailure, ...string[]][]): PlanDraft {
  return {
    ...emptyDraft(),
    waves: waves.map(([onFailure, ...dependsOn], index) => ({
      key: String(index + 1),
      name: String.fromCharCode(65 + index),
      protectionGroupIds: [],
      dependsOn,
      ...WAVE_POLICY_DEFAULTS,
      healthProfileId: null,
      actions: [],
      onFailure,
    })),
  };
}

function consequence(draft: PlanDraft, key: string): string {
  return failureConsequence(draft, draft.waves.find((wave) => wave.key === key) ?? { key, onFailure: "ASK" });
}

function startsAfter(draft: PlanDraft): string {
  return startsAfterWords(draft, draft.waves.at(-1) ?? { dependsOn: [] });
}

describe("when a server fails", () => {
  test("asking holds everything behind, also what waits through other waves", () => {
    const words = consequence(draftOf(["ASK"], ["ASK", "1"], ["ASK", "2"]), "1");
    expect(words).toContain("a person decides");
    expect(words).toContain("Waves 2 B and 3 C wait for the answer.");
  });

  test("going on names the waves that start next, not those behind them", () => {
    const words = consequence(draftOf(["CONTINUE"], ["ASK", "1"], ["ASK", "2"]), "1");
    expect(words).toContain("Wave 2 B starts once the rest is settled.");
    expect(words).not.toContain("3 C");
  });

  test("aborting cancels everything behind and nothing else", () => {
    const words = consequence(draftOf(["ABORT"], ["ASK", "1"], ["ASK", "2"], ["ASK"]), "1");
    expect(words).toContain("Waves 2 B and 3 C are cancelled.");
    expect(words).not.toContain("4 D");
  });

  test.each(["ASK", "CONTINUE", "ABORT"] as const)("%s says when nothing waits for the wave", (onFailure) => {
    expect(consequence(draftOf([onFailure]), "1")).toContain("No other wave waits for it.");
  });
});

describe("when a wave starts", () => {
  test.each([
    [draftOf(["ASK"]), "It waits for no other wave and starts at once."],
    [draftOf(["ABORT"], ["ASK", "1"]), "It starts when this has passed. If it fails, it does not start."],
    [
      draftOf(["ABORT"], ["ABORT"], ["ASK", "1", "2"]),
      "It starts when all of these have passed. If one fails, it does not start.",
    ],
    [
      draftOf(["ASK"], ["ASK"], ["ASK", "1", "2"]),
      "It starts when all of these have passed. If one cannot pass, a person decides first.",
    ],
    [draftOf(["CONTINUE"], ["ASK", "1"]), "It starts when this is over, also when servers failed."],
    [
      draftOf(["ABORT"], ["ASK"], ["CONTINUE"], ["ASK", "1", "2", "3"]),
      "It starts when all of these have passed. It does not start if wave 1 A fails; a person decides first if wave 2 B cannot pass; failures in wave 3 C do not hold it back.",
    ],
  ])("depends on the policy of the waves before it", (draft, words) => {
    expect(startsAfter(draft)).toBe(words);
  });
});

describe("when a wave passes", () => {
  test.each([
    [100, "0 of 6", "It passes when all 6 critical servers are healthy."],
    [100, "5 of 6", "It passes when its critical server is healthy."],
    [80, "0 of 6", "It passes when 5 of 6 critical servers are healthy."],
    [1, "0 of 6", "It passes when 1 of 6 critical servers is healthy."],
    [100, "6 of 6", "It always passes: each of its servers may fail."],
    [50, "0 of 0", "It passes when 50 % of its critical servers are healthy."],
  ])("at %i percent with %s servers optional", (passPercent, counts, words) => {
    const [optional = 0, servers = 0] = counts.split(" of ").map(Number);
    const optionalServerIds = Array.from({ length: optional }, (_, index) => `s-${index}`);
    expect(passWords({ passPercent, optionalServerIds }, servers)).toBe(words);
  });
});

test("repeating names the causes that may pass by themselves", () => {
  expect(retryWords(0)).toBe("No launch is repeated by itself.");
  expect(retryWords(2)).toMatch(/^A launch is repeated twice where its cause may pass/);
});

test("a row names only what is not as usual", () => {
  expect(policyTags(WAVE_POLICY_DEFAULTS)).toEqual([]);
  expect(policyTags({ passPercent: 80, automaticRetries: 1, optionalServerIds: ["s-1"] })).toEqual([
    "passes at 80 %",
    "1 retry",
    "1 optional",
  ]);
});
