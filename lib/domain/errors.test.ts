import { expect, test } from "vitest";

import { AppError, ERROR_STATUS, type ErrorCode } from "./errors.ts";

const CODES = Object.keys(ERROR_STATUS) as ErrorCode[];

test.each(CODES)("%s has an HTTP status of its kind", (code) => {
  const { status } = new AppError(code, "What happened.");
  expect(status).toBe(ERROR_STATUS[code]);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(600);
});

test.each<[ErrorCode, number]>([
  ["UNAUTHENTICATED", 401],
  ["FORBIDDEN", 403],
  ["NOT_FOUND", 404],
  ["VERSION_CONFLICT", 409],
  ["CONFIRMATION_REQUIRED", 409],
  ["AWS_ERROR", 502],
  ["UNAVAILABLE", 503],
])("%s is %i", (code, status) => {
  expect(ERROR_STATUS[code]).toBe(status);
});

test("an error names what is wrong, what is in the way and where it came from", () => {
  const cause = new Error("duplicate key");
  const conflicts = [{ kind: "plan", id: "1", name: "ERP" }];
  const error = new AppError("GROUP_IN_USE", "A plan uses this group.", {
    cause,
    conflicts,
    invalidParams: [{ name: "name", reason: "Taken." }],
  });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: "AppError", code: "GROUP_IN_USE", message: "A plan uses this group.", cause });
  expect(error.conflicts).toEqual(conflicts);
  expect(error.invalidParams).toEqual([{ name: "name", reason: "Taken." }]);
});

test("an error without more to say has empty lists and no cause", () => {
  const error = new AppError("NOT_FOUND", "There is no such plan.");
  expect([error.conflicts, error.invalidParams, "cause" in error]).toEqual([[], [], false]);
});
