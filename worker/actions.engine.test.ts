import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import type { ActionInput } from "#lib/domain/actions/action.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { cancelExecution } from "#lib/services/executions/cancel.ts";
import { decideWave } from "#lib/services/executions/decide.ts";
import { completeTask } from "#lib/services/executions/manual-task.ts";

import { action, runOf } from "./testing/actions.ts";
import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
});
afterEach(async () => {
  await bench.aws.clearFaults();
  await bench.aws.clearOutcomes();
});
afterAll(() => bench.close());

const SCRIPT = action({
  ...{ kind: "SSM_COMMAND", name: "Start the pool", when: "AFTER" },
  commands: ["systemctl start app", "echo {{ servers.hostname }}"],
});

async function startWith(actions: ActionInput[], count = 1): Promise<string> {
  const servers = await bench.freeServers(count);
  const { id } = await bench.createPlan([servers], { policy: { actions } });
  return bench.start(id);
}

function untilAction(executionId: string, name: string, state: ActionRunView["state"]): Promise<ExecutionView> {
  return bench.until(executionId, `"${name}" did not become ${state}`, (seen) => runOf(seen, name).state === state);
}

test("what comes before the launch ends before it, what comes after it begins when the servers are healthy", async () => {
  const wait = action({ kind: "WAIT", name: "Let replication drain", when: "BEFORE", seconds: 1 });
  const id = await startWith([wait, SCRIPT], 2);
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  const kinds = await bench.eventKinds(id);
  const order = ["action.started", "action.succeeded", "launch.started", "server.healthy", "action.started"];
  expect(kinds.filter((kind) => order.includes(kind))).toEqual([
    ...["action.started", "action.succeeded", "launch.started", "server.healthy", "server.healthy"],
    ...["action.started", "action.succeeded"],
  ]);
  const script = runOf(seen, "Start the pool");
  expect(script).toMatchObject({ state: "SUCCEEDED", tries: 1, mayHaveRunTwice: false });
  const names = seen.waves[0]?.servers.map(({ hostname }) => hostname) ?? [];
  expect(JSON.stringify(script.request)).toContain(names.join(","));
});

test("a script that fails is asked about, and runs once more when a person says so", async () => {
  await bench.aws.addOutcome({
    ...{ service: "ssm", documentName: "AWS-RunShellScript", times: 1 },
    outcome: { status: "Failed", exitCode: 3, standardError: "unit app not found" },
  });
  const id = await startWith([SCRIPT]);
  const asked = await bench.until(id, "Nobody was asked", (seen) => seen.wavesToDecide.length > 0);
  expect(asked.waves[0]?.reason).toContain("Start the pool");
  expect(runOf(asked, "Start the pool")).toMatchObject({
    ...{ state: "FAILED", error: expect.stringContaining("exit code 3") as string },
    output: expect.stringContaining("unit app not found") as string,
  });
  await decideWave(bench.ctx, { executionId: id, waveNumber: 1, action: "retry" });
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(runOf(seen, "Start the pool")).toMatchObject({ state: "SUCCEEDED", tries: 2 });
});

test("retries, continue and abort are what the action says", async () => {
  await bench.aws.addOutcome({ service: "ssm", times: 1, contains: "first", outcome: { status: "Failed" } });
  await bench.aws.addOutcome({ service: "ssm", contains: "never", outcome: { status: "Failed" } });
  const again = action({ ...SCRIPT, name: "Retried", id: crypto.randomUUID(), commands: ["first"], retries: 1 });
  const accepted = action({
    ...SCRIPT,
    name: "Continued",
    id: crypto.randomUUID(),
    commands: ["never"],
    onFailure: "CONTINUE",
  });
  const stop = action({ ...SCRIPT, name: "Aborts", id: crypto.randomUUID(), commands: ["never"], onFailure: "ABORT" });
  const last = action({ ...SCRIPT, name: "Never", id: crypto.randomUUID(), commands: ["unreached"] });
  const seen = await bench.untilEnded(await startWith([again, accepted, stop, last]));
  expect(seen.status).toBe("FAILED");
  expect(runOf(seen, "Retried")).toMatchObject({ state: "SUCCEEDED", tries: 2 });
  expect(runOf(seen, "Continued").state).toBe("FAILED");
  expect(runOf(seen, "Aborts").state).toBe("FAILED");
  expect(runOf(seen, "Never").state).toBe("CANCELLED");
});

test("throttled calls are repeated, and a call that AWS forbids fails in its words", async () => {
  const refusal = { service: "ssm", operation: "SendCommand" };
  const throttled = { kind: "error", status: 400, code: "ThrottlingException", message: "Rate exceeded" };
  const denied = { kind: "error", status: 400, code: "AccessDeniedException", message: "not authorized to perform" };
  await bench.aws.addFault({ ...refusal, times: 2, effect: throttled });
  await bench.aws.addFault({ ...refusal, nth: 3, times: 1, effect: denied });
  const id = await startWith([{ ...SCRIPT, retries: 1 }]);
  const seen = await bench.untilEnded(id);
  expect(runOf(seen, "Start the pool")).toMatchObject({ state: "SUCCEEDED", tries: 2 });
  expect(seen.status).toBe("COMPLETED");
});

test("what hangs is stopped when its time is over", async () => {
  await bench.aws.addOutcome({ service: "ssm", outcome: { seconds: 2_000_000 } });
  const hangs = { kind: "SSM_AUTOMATION", name: "Hangs", when: "AFTER", timeoutSeconds: 10, onFailure: "CONTINUE" };
  const id = await startWith([
    action({ ...hangs, documentName: "AWS-StopEC2Instance", parameters: { InstanceId: ["{{ servers.instanceId }}"] } }),
  ]);
  const seen = await bench.untilEnded(id);
  expect(runOf(seen, "Hangs").state).toBe("TIMED_OUT");
  expect(seen.status).toBe("PARTIAL");
  expect(await bench.aws.calls("StopAutomationExecution")).toHaveLength(1);
});

test("a command that AWS ends for its time is timed out, too", async () => {
  await bench.aws.addOutcome({ service: "ssm", times: 1, outcome: { status: "TimedOut" } });
  const seen = await bench.untilEnded(await startWith([action({ ...SCRIPT, onFailure: "CONTINUE" })]));
  expect(runOf(seen, "Start the pool").state).toBe("TIMED_OUT");
});

test("a lost reply: the command is found by its comment and not sent twice; a function is not run blindly again", async () => {
  await bench.aws.addFault({ service: "ssm", operation: "SendCommand", times: 1, effect: { kind: "lost-reply" } });
  await bench.aws.addFault({ service: "lambda", operation: "Invoke", times: 1, effect: { kind: "lost-reply" } });
  const before = (await bench.aws.calls("SendCommand")).length;
  const servers = await bench.freeServers(1);
  await bench.aws.addFunction({ accountId: servers[0].accountId, region: servers[0].region, functionName: "warm-up" });
  const warmUp = action({ kind: "LAMBDA", name: "Warm up", when: "AFTER", functionName: "warm-up", payload: {} });
  const { id: planId } = await bench.createPlan([servers], { policy: { actions: [SCRIPT, warmUp] } });
  const id = await bench.start(planId);
  const asked = await bench.until(id, "Nobody was asked", (seen) => seen.wavesToDecide.length > 0);
  expect(runOf(asked, "Start the pool").state).toBe("SUCCEEDED");
  expect((await bench.aws.calls("SendCommand")).length - before).toBe(1);
  expect(runOf(asked, "Warm up")).toMatchObject({ state: "UNKNOWN", mayHaveRunTwice: false });
  await decideWave(bench.ctx, { executionId: id, waveNumber: 1, action: "retry" });
  const seen = await bench.untilEnded(id);
  expect(runOf(seen, "Warm up")).toMatchObject({ state: "SUCCEEDED", mayHaveRunTwice: true });
});

test("a manual task waits for a person; what was typed is there for the next action", async () => {
  const task = action({
    ...{ kind: "MANUAL_TASK", name: "Confirm ledger", when: "BEFORE", instructions: "Replay up to the last batch." },
    inputs: [{ name: "batch", label: "Last batch", required: true }],
  });
  const use = action({ ...SCRIPT, commands: ['echo {{ action("Confirm ledger").output.batch }}'] });
  const id = await startWith([task, use]);
  const waiting = await untilAction(id, "Confirm ledger", "RUNNING");
  expect(waiting).toMatchObject({ tasksToDo: 1, waves: [{ status: "PRE_ACTIONS", launches: [] }] });
  expect(await bench.eventKinds(id)).toContain("task.waiting");
  const of = { executionId: id, actionRunId: runOf(waiting, "Confirm ledger").id };
  await expect(completeTask(bench.ctx, { ...of, outcome: "DONE" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  await completeTask(bench.ctx, { ...of, outcome: "DONE", inputs: { batch: "20418'; rm -rf /" } });
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(JSON.stringify(runOf(seen, "Start the pool").request)).toContain(`'20418'\\\\'`);
});

test("a retry is about what was asked: an action whose failure goes on by its policy is not done again", async () => {
  await bench.aws.addOutcome({ service: "ssm", contains: "report", outcome: { status: "Failed" } });
  await bench.aws.addOutcome({ service: "ssm", contains: "pool", times: 1, outcome: { status: "Failed" } });
  const script = { kind: "SSM_COMMAND", when: "AFTER" };
  const id = await startWith([
    action({ ...script, name: "Report", commands: ["report"], onFailure: "CONTINUE" }),
    action({ ...script, name: "Pool", commands: ["pool"] }),
  ]);
  await bench.until(id, "Nobody was asked", (seen) => seen.wavesToDecide.length > 0);
  await decideWave(bench.ctx, { executionId: id, waveNumber: 1, action: "retry" });
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("PARTIAL");
  expect(runOf(seen, "Report")).toMatchObject({ state: "FAILED", tries: 1 });
  expect(runOf(seen, "Pool")).toMatchObject({ state: "SUCCEEDED", tries: 2 });
});

test("a wave is skipped when what comes before its launch failed: it launches nothing and is over", async () => {
  const task = action({ kind: "MANUAL_TASK", name: "Confirm", when: "BEFORE", instructions: "Is it safe?" });
  const id = await startWith([task, SCRIPT]);
  const waiting = await untilAction(id, "Confirm", "RUNNING");
  const of = { executionId: id, actionRunId: runOf(waiting, "Confirm").id };
  await completeTask(bench.ctx, { ...of, outcome: "FAILED", comment: "Not safe" });
  await bench.until(id, "Nobody was asked", (seen) => seen.wavesToDecide.length > 0);
  await decideWave(bench.ctx, { executionId: id, waveNumber: 1, action: "skip", comment: "Later" });
  const seen = await bench.untilEnded(id);
  expect(seen.waves[0]).toMatchObject({ status: "SKIPPED", launches: [], servers: [{ status: "SKIPPED" }] });
  expect(runOf(seen, "Start the pool").state).toBe("CANCELLED");
});

test("cancelled while an action runs: it is stopped, and the execution ends", async () => {
  const task = action({ kind: "MANUAL_TASK", name: "Nobody does it", when: "BEFORE", instructions: "…" });
  const id = await startWith([task]);
  await untilAction(id, "Nobody does it", "RUNNING");
  await cancelExecution(bench.ctx, { executionId: id, comment: "enough" });
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("CANCELLED");
  expect(runOf(seen, "Nobody does it").state).toBe("CANCELLED");
});
