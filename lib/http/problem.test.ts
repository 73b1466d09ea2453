import { expect, test } from "vitest";
import { z } from "zod";

import { AppError, ERROR_STATUS, type ErrorCode } from "#lib/domain/errors.ts";
import { CreateRecoveryPlanInput } from "#lib/domain/recovery-plan.ts";

import { problemResponse, toAppError } from "./problem.ts";

const REQUEST_ID = "request-0001";

async function problemOf(error: unknown) {
  const response = problemResponse(toAppError(error), REQUEST_ID);
  const body: unknown = await response.json();
  return { response, body };
}

test.each(Object.entries(ERROR_STATUS))("%s answers %i as a problem that names the request", async (code, status) => {
  const { response, body } = await problemOf(new AppError(code as ErrorCode, "What happened."));
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(body).toMatchObject({ status, code, detail: "What happened.", requestId: REQUEST_ID });
});

test("what is wrong with an input is named by its path", async () => {
  const { error } = CreateRecoveryPlanInput.safeParse({
    name: "A",
    waves: [{ name: "", protectionGroupIds: ["x"], extra: 1 }],
    more: 2,
  });
  const { body } = await problemOf(error);
  const { invalidParams } = z.object({ invalidParams: z.array(z.object({ name: z.string() })) }).parse(body);
  expect(invalidParams.map((param) => param.name).sort()).toEqual([
    "more",
    "waves.0.extra",
    "waves.0.name",
    "waves.0.protectionGroupIds.0",
  ]);
});

test("a request with very many mistakes gets an answer of bounded size", async () => {
  const { error } = z.array(z.number()).safeParse(Array.from({ length: 50_000 }, () => "x"));
  const { body } = await problemOf(error);
  expect(JSON.stringify(body).length).toBeLessThan(20_000);
});

test("a database that is away is unavailable", async () => {
  const { response, body } = await problemOf(
    Object.assign(new Error("Can't reach database server"), { code: "P1001" }),
  );
  expect(response.status).toBe(503);
  expect(body).toMatchObject({ code: "UNAVAILABLE" });
});

test.each([new Error("secret at /srv/app.ts:7"), "thrown text", undefined, { sql: "SELECT" }])(
  "anything else says nothing about our insides: %s",
  async (thrown) => {
    const { response, body } = await problemOf(thrown);
    expect(response.status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/secret|srv|thrown text|SELECT/);
  },
);

test("who is not known is told how to come back", async () => {
  const { response } = await problemOf(new AppError("UNAUTHENTICATED", "Nobody is signed in."));
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
});
