import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { invokeFunction, invokeFunctionLater, type InvokeRequest } from "./lambda-invoke.ts";
import * as aws from "./test-aws.ts";

let world: aws.TestAws;

beforeAll(async () => {
  world = await aws.startTestAws();
});
afterAll(() => world.bench.close());
afterEach(async () => {
  await world.bench.control("DELETE", "/outcomes");
  await world.bench.control("DELETE", "/faults");
});

const calls = () => aws.callsOf(world, "Invoke");

function toRequest(request: Partial<InvokeRequest>): InvokeRequest {
  const payload = { app: "payments" };
  return { functionName: "dr-smoke-test", payload, signal: aws.NEVER, deadline: aws.later(), ...request };
}

const invoke = (request: Partial<InvokeRequest> = {}) => invokeFunction(world.clients, world.place, toRequest(request));

const invokeLater = (request: Partial<InvokeRequest> = {}) =>
  invokeFunctionLater(world.clients, world.place, toRequest(request));

async function script(outcome: object): Promise<void> {
  await world.bench.control("POST", "/outcomes", { service: "lambda", outcome });
}

describe("a function", () => {
  test("answers with the end of its log", async () => {
    await script({ payload: { healthy: true }, logs: "12 of 12 checks passed" });
    const answer = await invoke();
    expect(answer).toMatchObject({ succeeded: true, payload: '{"healthy":true}' });
    expect(answer.log).toContain("12 of 12 checks passed");
    expect(await invoke({ payload: undefined })).toMatchObject({ succeeded: true });
  });

  test.each([
    [
      { errorType: "Error", errorMessage: "HTTP 503" },
      { type: "Error", message: "HTTP 503" },
    ],
    [
      { errorMessage: "Task timed out after 60.00 seconds" },
      { type: null, message: "Task timed out after 60.00 seconds" },
    ],
    ["broken", { type: null, message: "Unhandled function error" }],
  ])("that fails is an answer: %j", async (payload, error) => {
    await script({ payload, functionError: "Unhandled", logs: "the end" });
    const answer = await invoke();
    expect(answer).toMatchObject({ succeeded: false, error, payload: JSON.stringify(payload) });
    expect(answer.log).toContain("the end");
  });

  test("is invoked later, without an answer", async () => {
    await invokeLater();
    const [entry] = world.bench.sim.journal.list({ operation: "Invoke", isNewestFirst: true });
    expect(entry).toMatchObject({ status: 202 });
  });

  test.each([
    ["invoked", invoke],
    ["invoked later", invokeLater],
  ])("that is not there is refused by the service when %s", async (_how, call) => {
    const failure = await aws.failureOf(call({ functionName: "nobody" }));
    expect(failure).toMatchObject({ name: "ResourceNotFoundException", status: 404, refused: true, retryable: false });
  });
});

describe.each([
  ["invoking", invoke],
  ["invoking later", invokeLater],
])("%s", (_how, call) => {
  test.each([
    ["lost replies", aws.LOST_REPLY, { refused: false }],
    ["requests that never arrive", aws.NEVER_ARRIVES, { refused: false }],
    ["throttling", aws.THROTTLED, { name: "TooManyRequestsException", refused: true, retryable: true }],
    [
      "errors of the service",
      { kind: "error", status: 500, code: "ServiceException" },
      { status: 500, refused: false },
    ],
  ])("does not repeat a call by itself after %s", async (_what, effect, failure) => {
    await aws.failNext(world, "lambda:Invoke", effect);
    const before = calls();
    expect(await aws.failureOf(call())).toMatchObject(failure);
    expect(calls()).toBe(before + 1);
  });

  test("is given up when it hangs", async () => {
    await aws.failNext(world, "lambda:Invoke", aws.HANGS);
    expect(await aws.failureOf(call({ signal: aws.soonAborted() }))).toMatchObject({ refused: false, status: null });
  });

  test("does not leave after its deadline", async () => {
    const before = calls();
    expect(await aws.failureOf(call({ deadline: Date.now() }))).toMatchObject({ name: "CallTooLateError" });
    expect(calls()).toBe(before);
  });
});
