import { expect, test } from "vitest";

import { safeReturn, signInProblem } from "./sign-in-problem.ts";

test("an account without a role is told what is missing", () => {
  expect(signInProblem("AccessDenied")?.title).toBe("Your account has no role here");
});

test("an unknown code is shown, not hidden", () => {
  expect(signInProblem("Strange")?.detail).toContain("Strange");
});

test.each([
  ["/executions/1?x=2", "/executions/1?x=2"],
  ["//evil.test", "/"],
  ["/\\evil.test", "/"],
  ["https://evil.test", "/"],
  [undefined, "/"],
])("after signing in %s leads to %s", (callbackUrl, page) => {
  expect(safeReturn(callbackUrl)).toBe(page);
});
