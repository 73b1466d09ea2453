import { describe, expect, test } from "vitest";

import {
  type CleanupChoice,
  cleanupChoice,
  cleanupConsequence,
  cleanupMinutes,
  cleanupProblem,
} from "./cleanup-choice.ts";

describe("the clean-up of a drill", () => {
  test.each([null, 0, 60, 240, 90, 43_200])("of %s minutes comes back as it was", (minutes) => {
    expect(cleanupMinutes(cleanupChoice(minutes))).toBe(minutes);
  });

  test.each([
    [{ kind: "AFTER", amount: null, unit: "hours" }],
    [{ kind: "AFTER", amount: 0, unit: "hours" }],
    [{ kind: "AFTER", amount: 721, unit: "hours" }],
  ] satisfies [CleanupChoice][])("cannot be read from %o, and says so", (choice) => {
    expect(cleanupMinutes(choice)).toBeUndefined();
    expect(cleanupProblem(choice)).toBe("Between 1 hour and 30 days (720 hours).");
  });

  test.each([
    [0, 1, "The drill instance is terminated as soon as the drill has ended."],
    [240, 23, "The 23 drill instances are terminated 4 h after the drill has ended, or earlier from its page."],
    [null, 2, "The 2 drill instances run and cost until somebody terminates them from the page of the drill."],
    [null, null, "Its instances run and cost until somebody terminates them from the page of the drill."],
  ])("in %s minutes of %s instances is said in words", (minutes, instances, words) => {
    expect(cleanupConsequence(cleanupChoice(minutes), instances)).toBe(words);
  });
});
