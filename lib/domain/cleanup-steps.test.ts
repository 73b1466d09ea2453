import { expect, test } from "vitest";

import { cleanupAnswer } from "./cleanup-steps.ts";

test.each([
  ["SCHEDULED", null, null, null],
  ["RUNNING", "due", null, null],
  ["DONE", "over", "over", "over"],
  ["FAILED", "over", "over", "over"],
  ["DROPPED", "over", "over", "over"],
] as const)("of a clean-up that is %s", (status, due, terminated, swept) => {
  expect(cleanupAnswer("await-due", status)).toBe(due);
  expect(cleanupAnswer("terminate", status)).toBe(terminated);
  expect(cleanupAnswer("sweep-leftovers", status)).toBe(swept);
});
