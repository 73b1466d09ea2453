import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { PAYMENTS, until } from "#simulator/test-bench.ts";

import { type AutomationRun, readAutomation, startAutomation, stopAutomation } from "./ssm-automation.ts";
import * as aws from "./test-aws.ts";

let world: aws.TestAws;

beforeAll(async () => {
  world = await aws.startTestAws();
  const document = { ...PAYMENTS, name: "Switch-Over", documentType: "Automation", parameters: ["Target"] };
  await world.bench.control("POST", "/documents", { ...document, steps: ["drain", "switch"] });
});
afterAll(() => world.bench.close());
afterEach(async () => {
  await world.bench.control("DELETE", "/outcomes");
  await world.bench.control("DELETE", "/faults");
});

function start(request: { clientToken?: string; target?: string; signal?: AbortSignal } = {}): Promise<string> {
  return startAutomation(world.clients, world.place, {
    clientToken: request.clientToken ?? randomUUID(),
    documentName: "Switch-Over",
    parameters: { Target: [request.target ?? "dr"] },
    tags: { "drs-orchestrator:action-run": "42" },
    signal: request.signal ?? aws.NEVER,
  });
}

function read(executionId: string): Promise<AutomationRun> {
  return readAutomation(world.clients, world.place, { executionId, signal: aws.NEVER });
}

function inStatus(executionId: string, status: AutomationRun["status"]): Promise<AutomationRun> {
  return until(async () => {
    const run = await read(executionId);
    return run.status === status ? run : undefined;
  });
}

async function script(outcome: object, match: object = {}): Promise<void> {
  await world.bench.control("POST", "/outcomes", { service: "ssm", documentName: "Switch-Over", ...match, outcome });
}

describe("an automation", () => {
  test("succeeds with its outputs and those of its steps", async () => {
    await script({ outputs: { "switch.Records": ["3"] } });
    const run = await inStatus(await start(), "SUCCEEDED");
    expect(run).toMatchObject({ outputs: { "switch.Records": ["3"] }, failure: null });
    expect(run.endedAt).toBeInstanceOf(Date);
    expect(run.steps).toMatchObject([
      { name: "drain", status: "SUCCEEDED", outputs: {} },
      { name: "switch", status: "SUCCEEDED", outputs: { Records: ["3"] }, failure: null },
    ]);
  });

  test.each([
    ["Failed", "FAILED"],
    ["TimedOut", "TIMED_OUT"],
  ] as const)("%s, and says why", async (status, ours) => {
    await script({ status, failureMessage: "DNS refused the change" });
    const run = await inStatus(await start(), ours);
    expect(run.failure).toBe("DNS refused the change");
    expect(run.steps.at(-1)).toMatchObject({ status: ours, failure: "DNS refused the change" });
  });

  test("waits for an approval", async () => {
    await script({ waitsForApproval: true });
    expect((await inStatus(await start(), "WAITING")).steps[0]).toMatchObject({ name: "approve", endedAt: null });
  });

  test("is stopped, once", async () => {
    await script({ seconds: 2_000_000 });
    const executionId = await start();
    await inStatus(executionId, "RUNNING");
    const stop = () => stopAutomation(world.clients, world.place, { executionId, signal: aws.NEVER });
    expect(await stop()).toBe(true);
    const run = await inStatus(executionId, "CANCELLED");
    expect(run.steps.map((each) => each.status)).toEqual(["CANCELLED", "PENDING"]);
    expect(await stop()).toBe(false);
  });

  test("that nobody started cannot be read or stopped", async () => {
    const request = { executionId: randomUUID(), signal: aws.NEVER };
    const unknown = { name: "AutomationExecutionNotFoundException", refused: true };
    expect(await aws.failureOf(read(request.executionId))).toMatchObject(unknown);
    expect(await aws.failureOf(stopAutomation(world.clients, world.place, request))).toMatchObject(unknown);
  });
});

describe("starting an automation", () => {
  const executions = () =>
    world.bench.sim.world.regions.get(`${PAYMENTS.accountId}/${PAYMENTS.region}`)?.ssm.automations;

  test.each([
    ["its reply is lost", aws.LOST_REPLY],
    ["it never arrives", aws.NEVER_ARRIVES],
    ["AWS throttles", aws.THROTTLED],
  ])("is repeated and starts one when %s", async (_what, effect) => {
    await aws.failNext(world, "ssm:StartAutomationExecution", effect);
    const [before, calls] = [executions()?.size ?? 0, aws.callsOf(world, "StartAutomationExecution")];
    const executionId = await start();
    expect(executions()?.size).toBe(before + 1);
    expect(aws.callsOf(world, "StartAutomationExecution")).toBe(calls + 2);
    expect(executions()?.get(executionId)?.tags).toEqual({ "drs-orchestrator:action-run": "42" });
  });

  test("again with the same token answers the same one, and refuses another request", async () => {
    const clientToken = randomUUID();
    const executionId = await start({ clientToken });
    expect(await start({ clientToken })).toBe(executionId);
    const other = await aws.failureOf(start({ clientToken, target: "home" }));
    expect(other).toMatchObject({ name: "IdempotentParameterMismatch", refused: true, retryable: false });
  });

  test("is given up when it hangs", async () => {
    await aws.failNext(world, "ssm:StartAutomationExecution", aws.HANGS);
    expect(await aws.failureOf(start({ signal: aws.soonAborted() }))).toMatchObject({ refused: false, status: null });
  });
});
