import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { launchManaged } from "#simulator/ssm/test-instances.ts";
import { until } from "#simulator/test-bench.ts";

import { listSsmAgents } from "./ssm-agents.ts";
import {
  cancelRunCommand,
  commentOfAction,
  findRunCommand,
  type InstanceCommand,
  listInstanceCommands,
  readCommandOutput,
  type RunCommandRequest,
  sendRunCommand,
} from "./ssm-commands.ts";
import * as aws from "./test-aws.ts";

let world: aws.TestAws;
let first: string;
let second: string;

beforeAll(async () => {
  world = await aws.startTestAws();
  first = await launchManaged(world.bench, "pay-core-01");
  second = await launchManaged(world.bench, "pay-core-02");
});
afterAll(() => world.bench.close());
afterEach(async () => {
  await world.bench.control("DELETE", "/outcomes");
  await world.bench.control("DELETE", "/faults");
});

function send(request: Partial<RunCommandRequest> = {}): Promise<string> {
  return sendRunCommand(world.clients, world.place, {
    comment: commentOfAction(randomUUID()),
    documentName: "AWS-RunShellScript",
    parameters: { commands: ["systemctl is-active orders"] },
    instanceIds: [first],
    signal: aws.NEVER,
    deadline: aws.later(),
    ...request,
  });
}

function find(actionRunId: string, since = new Date()): Promise<string | null> {
  return findRunCommand(world.clients, world.place, { actionRunId, since, signal: aws.NEVER });
}

function list(commandId: string): Promise<InstanceCommand[]> {
  return listInstanceCommands(world.clients, world.place, { commandId, signal: aws.NEVER });
}

function read(commandId: string, instanceId = first) {
  const request = { commandId, instanceId, stepName: null, signal: aws.NEVER };
  return readCommandOutput(world.clients, world.place, request);
}

function inStatus(commandId: string, status: InstanceCommand["status"]): Promise<InstanceCommand[]> {
  return until(async () => {
    const found = await list(commandId);
    return found.length > 0 && found.every((each) => each.status === status) ? found : undefined;
  });
}

async function script(outcome: object, match: object = {}): Promise<void> {
  await world.bench.control("POST", "/outcomes", { service: "ssm", ...match, outcome });
}

describe("a command", () => {
  test("runs on each of its instances and prints there", async () => {
    const commandId = await send({ instanceIds: [first, second], deliverySeconds: 60 });
    const done = await inStatus(commandId, "SUCCEEDED");
    expect(new Set(done.map((each) => each.instanceId))).toEqual(new Set([first, second]));
    expect(done[0]).toMatchObject({ details: "Success", exitCode: 0, stepName: "aws:runShellScript" });
    expect(await read(commandId, second)).toEqual({ standardOutput: "active\n", standardError: "" });
    const request = { commandId, instanceId: first, stepName: "aws:runShellScript", signal: aws.NEVER };
    expect(await readCommandOutput(world.clients, world.place, request)).toMatchObject({ standardOutput: "active\n" });
  });

  test("fails on one instance with its exit code and what it printed, cut where AWS cuts it", async () => {
    const outcome = { status: "Failed", exitCode: 3, standardError: "no route", standardOutput: "x".repeat(30_000) };
    await script(outcome, { instanceId: second });
    const commandId = await send({ instanceIds: [first, second] });
    const failed = await until(async () => (await list(commandId)).find((each) => each.status === "FAILED"));
    expect(failed).toMatchObject({ instanceId: second, details: "Failed", exitCode: 3 });
    const output = await read(commandId, second);
    expect(output).toMatchObject({ standardError: "no route" });
    expect(output?.standardOutput).toHaveLength(24_000);
  });

  test("never reaches an instance, or takes too long there", async () => {
    await script({ status: "Undeliverable" }, { times: 1 });
    const [lost] = await inStatus(await send(), "FAILED");
    expect(lost).toMatchObject({ details: "Undeliverable", exitCode: null });
    await script({ status: "TimedOut" });
    const [late] = await inStatus(await send(), "TIMED_OUT");
    expect(late?.details).toBe("ExecutionTimedOut");
  });

  test("is cancelled, and stays as it ended when it has", async () => {
    const parameters = { commands: ["sleep infinity"], executionTimeout: ["2592000"] };
    await script({ seconds: 2_500_000 }, { contains: "infinity" });
    const commandId = await send({ parameters });
    const [running] = await inStatus(commandId, "RUNNING");
    expect(running).toMatchObject({ details: "InProgress", exitCode: null });
    const cancel = () => cancelRunCommand(world.clients, world.place, { commandId, signal: aws.NEVER });
    await cancel();
    await inStatus(commandId, "CANCELLED");
    await cancel();
    await inStatus(commandId, "CANCELLED");
  });

  test("is not there yet for a moment after it was sent", async () => {
    await world.bench.control("POST", "/clock", { speed: 0.001 });
    const commandId = await send();
    expect(await list(commandId)).toEqual([]);
    expect(await read(commandId)).toBeNull();
    await world.bench.control("POST", "/clock", { speed: 50_000 });
  });
});

describe("sending a command", () => {
  const sent = () => aws.callsOf(world, "SendCommand");

  test("is not repeated when the reply is lost; the command is found by the action run", async () => {
    await aws.failNext(world, "ssm:SendCommand", aws.LOST_REPLY);
    const [before, since, actionRunId] = [sent(), new Date(), randomUUID()];
    expect(await aws.failureOf(send({ comment: commentOfAction(actionRunId) }))).toMatchObject({ refused: false });
    expect(sent()).toBe(before + 1);
    const commandId = await find(actionRunId, since);
    await inStatus(commandId ?? "", "SUCCEEDED");
    expect(await find(randomUUID(), since)).toBeNull();
    expect(await find(actionRunId, new Date(Date.now() + 3_600_000))).toBeNull();
  });

  test("leaves nothing to find when the request never arrived", async () => {
    await aws.failNext(world, "ssm:SendCommand", aws.NEVER_ARRIVES);
    const actionRunId = randomUUID();
    expect(await aws.failureOf(send({ comment: commentOfAction(actionRunId) }))).toMatchObject({ refused: false });
    expect(await find(actionRunId)).toBeNull();
  });

  test("is refused once when AWS throttles", async () => {
    await aws.failNext(world, "ssm:SendCommand", aws.THROTTLED);
    const before = sent();
    expect(await aws.failureOf(send())).toMatchObject({ name: "ThrottlingException", refused: true, retryable: true });
    expect(sent()).toBe(before + 1);
  });

  test("is given up when it hangs, and nobody knows", async () => {
    await aws.failNext(world, "ssm:SendCommand", aws.HANGS);
    const failure = await aws.failureOf(send({ signal: aws.soonAborted() }));
    expect(failure).toMatchObject({ refused: false, status: null });
  });

  test("does not leave after its deadline", async () => {
    const before = sent();
    const failure = await aws.failureOf(send({ deadline: Date.now() }));
    expect(failure).toMatchObject({ name: "CallTooLateError", refused: true });
    expect(sent()).toBe(before);
  });

  test("is refused for an instance that AWS does not manage", async () => {
    const failure = await aws.failureOf(send({ instanceIds: ["i-0123456789abcdef0"] }));
    expect(failure).toMatchObject({ name: "InvalidInstanceId", refused: true, retryable: false });
  });

  test("finds one command among many", async () => {
    const [since, actionRunId] = [new Date(), randomUUID()];
    const commandId = await send({ comment: commentOfAction(actionRunId) });
    for (let number = 0; number < 60; number += 1) await send();
    expect(await find(actionRunId, since)).toBe(commandId);
  });
});

test("reading is repeated when AWS throttles", async () => {
  const commandId = await send();
  await inStatus(commandId, "SUCCEEDED");
  await aws.failNext(world, "ssm:ListCommandInvocations", aws.THROTTLED);
  expect(await list(commandId)).toHaveLength(1);
});

describe("agents", () => {
  test("are found by instance, over many pages and filters, whether they are online or not", async () => {
    const strangers = Array.from({ length: 130 }, (_, number) => `i-${String(number).padStart(17, "0")}`);
    const instanceIds = [first, ...strangers, second];
    const agents = await listSsmAgents(world.clients, world.place, { instanceIds, signal: aws.NEVER });
    expect([...agents.keys()].sort()).toEqual([first, second].sort());
    expect(agents.get(first)).toMatchObject({ isOnline: true, platform: "LINUX" });
    expect(agents.get(first)?.lastSeenAt).toBeInstanceOf(Date);
    const none = await listSsmAgents(world.clients, world.place, { instanceIds: [], signal: aws.NEVER });
    expect(none.size).toBe(0);
  });

  test("are asked for again when AWS throttles, and not when the call is given up", async () => {
    await aws.failNext(world, "ssm:DescribeInstanceInformation", aws.THROTTLED);
    const instanceIds = [first];
    const agents = await listSsmAgents(world.clients, world.place, { instanceIds, signal: aws.NEVER });
    expect(agents.size).toBe(1);
    await aws.failNext(world, "ssm:DescribeInstanceInformation", aws.HANGS);
    const asked = listSsmAgents(world.clients, world.place, { instanceIds, signal: aws.soonAborted() });
    expect(await aws.failureOf(asked)).toMatchObject({ refused: false });
  });
});
