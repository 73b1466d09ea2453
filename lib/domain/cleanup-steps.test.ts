import { expect, test } from "vitest";

import { CLEANUP_STEPS, cleanupAnswer } from "./cleanup-steps.ts";

test.each([
  ["SCHEDULED", [null, null, null]],
  ["RUNNING", ["due", null, null]],
  ["DONE", ["over", "over", "over"]],
  ["FAILED", ["over", "over", "over"]],
  ["DROPPED", ["over", "over", "over"]],
] as const)("each step of a clean-up that is %s", (status, answers) => {
  expect(CLEANUP_STEPS.map((step) => cleanupAnswer(step, status))).toEqual(answers);
});
