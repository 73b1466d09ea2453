import { describe, expect, test } from "vitest";

import { WAVE_POLICY_DEFAULTS } from "#lib/domain/wave-policy.ts";

import { cleanupChoice } from "./cleanup-choice.ts";
import {
  addWave,
  connectWaves,
  disconnectWaves,
  editWave,
  emptyDraft,
  moveWave,
  planInput,
  removeWave,
  waveInputs,
  type PlanDraft,
} from "./draft.ts";

/** Waves with the keys 1, 2 …, each with the keys that it starts after. */
function draftWith(...dependencies: readonly (readonly string[])[]): PlanDraft {
  const waves = dependencies.map((dependsOn, index) => ({
    key: String(index + 1),
    name: `Wave ${index + 1}`,
    protectionGroupIds: [],
    dependsOn,
    ...WAVE_POLICY_DEFAULTS,
    healthProfileId: null,
    actions: [],
  }));
  return { ...emptyDraft(), waves, nextKey: waves.length + 1 };
}

function numbersSent(draft: PlanDraft): [string, number[]][] {
  return waveInputs(draft).map((wave) => [wave.name, [...(wave.dependsOn ?? [])]]);
}

const DIAMOND = draftWith([], ["1"], ["1"], ["2", "3"]);

describe("removing a wave", () => {
  test("takes its dependencies along and renumbers the others", () => {
    expect(numbersSent(removeWave(DIAMOND, "2"))).toEqual([
      ["Wave 1", []],
      ["Wave 3", [1]],
      ["Wave 4", [2]],
    ]);
  });

  test("makes waves that waited for it alone start at once", () => {
    expect(numbersSent(removeWave(draftWith([], ["1"]), "1"))).toEqual([["Wave 2", []]]);
  });

  test("never gives its key to a wave added later", () => {
    const draft = addWave(removeWave(DIAMOND, "4"));
    expect(draft.waves.map((wave) => wave.key)).toEqual(["1", "2", "3", "5"]);
  });
});

describe("moving a wave", () => {
  test("keeps who waits for whom and sends the new numbers in order", () => {
    expect(numbersSent(moveWave(DIAMOND, "1", 3))).toEqual([
      ["Wave 2", [4]],
      ["Wave 3", [4]],
      ["Wave 4", [1, 2]],
      ["Wave 1", []],
    ]);
  });

  test("of an unknown key changes nothing", () => {
    expect(moveWave(DIAMOND, "9", 0)).toBe(DIAMOND);
  });
});

describe("connecting waves", () => {
  test("twice is once", () => {
    expect(connectWaves(DIAMOND, "1", "2")).toBe(DIAMOND);
  });

  test("with themselves changes nothing", () => {
    expect(connectWaves(DIAMOND, "2", "2")).toBe(DIAMOND);
  });

  test("can be taken back", () => {
    expect(disconnectWaves(connectWaves(DIAMOND, "1", "4"), "1", "4")).toEqual(DIAMOND);
  });
});

test("a new wave starts after the one it was added to", () => {
  const draft = addWave(DIAMOND, "4");
  expect(waveInputs(draft).at(-1)).toMatchObject({ name: "", dependsOn: [4], healthTimeoutMinutes: 45 });
});

test("what is edited is what is sent", () => {
  const policy = {
    onFailure: "CONTINUE" as const,
    passPercent: 80,
    automaticRetries: 3,
    optionalServerIds: ["s-1"],
    launchTimeoutMinutes: 60,
    healthTimeoutMinutes: 20,
    healthProfileId: "7d1f7e0e-5c0a-4b58-9f1e-0d6f0a3f5a11",
  };
  const draft = { ...editWave(DIAMOND, "1", policy), drillCleanup: cleanupChoice(240) };
  expect(planInput(draft).waves[0]).toMatchObject(policy);
  expect(planInput(draft).drillCleanupMinutes).toBe(240);
});

test("editing one wave leaves the others alone", () => {
  const draft = editWave(DIAMOND, "3", { name: "Cache" });
  expect(draft.waves.map((wave) => wave.name)).toEqual(["Wave 1", "Wave 2", "Cache", "Wave 4"]);
});
