import { afterAll, beforeAll, expect, test } from "vitest";

import { cancelExecution } from "#lib/services/executions/cancel.ts";
import { decideWave } from "#lib/services/executions/decide.ts";
import { retryServer } from "#lib/services/executions/decide-server.ts";
import { pauseExecution } from "#lib/services/executions/pause.ts";
import { resumeExecution } from "#lib/services/executions/resume.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
});
afterAll(() => bench.close());

function failLaunchOf(sourceServerId: string, times = 1) {
  const rawError =
    "An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation: none left";
  return bench.aws.addFault({ service: "drs", sourceServerId, times, effect: { kind: "launch-failed", rawError } });
}

async function launchesOf(servers: readonly { sourceServerId: string }[]): Promise<(number | undefined)[]> {
  const launches = await bench.aws.launchesPerServer();
  return servers.map((server) => launches.get(server.sourceServerId));
}

function needsDecision(executionId: string) {
  return bench.until(executionId, "Nobody was asked", (seen) => seen.wavesToDecide.length > 0);
}

test("a failed server is asked about at once; retrying it launches only that one again, and the rest goes on", async () => {
  const servers = await bench.freeServers(3);
  await failLaunchOf(servers[0].sourceServerId);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2)]);
  const executionId = await bench.start(plan.id);
  const asked = await needsDecision(executionId);
  expect(asked.waves[0]?.decisionSince).not.toBeNull();
  await decideWave(bench.ctx, { executionId, waveNumber: 1, action: "retry", comment: "capacity is back" });
  const seen = await bench.untilEnded(executionId);
  expect(seen.status).toBe("COMPLETED");
  expect(seen.decisions).toMatchObject([{ action: "retry", wave: 1 }]);
  expect(await launchesOf(servers)).toEqual([2, 1, 1]);
  expect(seen.waves[0]?.servers.map((server) => server.attempts).sort()).toEqual([1, 2]);
});

test("continuing starts the waves behind; the failed server can still be launched while they run", async () => {
  const servers = await bench.freeServers(3);
  await failLaunchOf(servers[0].sourceServerId);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2)]);
  const executionId = await bench.start(plan.id);
  await needsDecision(executionId);
  await decideWave(bench.ctx, { executionId, waveNumber: 1, action: "continue" });
  await bench.until(executionId, "Wave 2 did not start", (seen) => seen.waves[1]?.startedAt !== null);
  await retryServer(bench.ctx, { executionId, sourceServerId: servers[0].sourceServerId });
  const seen = await bench.untilEnded(executionId);
  expect(seen.waves.map((wave) => wave.status)).toEqual(["COMPLETED", "COMPLETED"]);
  expect(await launchesOf(servers)).toEqual([2, 1, 1]);
});

test("aborting a wave cancels what waits for it and nothing else", async () => {
  const servers = await bench.freeServers(3);
  await failLaunchOf(servers[0].sourceServerId);
  const plan = await bench.createPlan(
    servers.map((server) => [server]),
    { dependsOn: [[], [1], []] },
  );
  const executionId = await bench.start(plan.id);
  await needsDecision(executionId);
  await decideWave(bench.ctx, { executionId, waveNumber: 1, action: "abort", comment: "no use" });
  const seen = await bench.untilEnded(executionId);
  expect(seen.status).toBe("FAILED");
  expect(seen.waves.map((wave) => wave.status)).toEqual(["FAILED", "CANCELLED", "COMPLETED"]);
});

test("retryable causes are repeated by themselves as often as the plan says", async () => {
  const [server] = await bench.freeServers(1);
  await failLaunchOf(server.sourceServerId);
  const plan = await bench.createPlan([[server]], { policy: { automaticRetries: 1 } });
  const executionId = await bench.start(plan.id);
  await bench.until(executionId, "It was not queued again", (seen) =>
    (seen.waves[0]?.servers ?? []).some((one) => one.attempts === 1 && one.status === "QUEUED"),
  );
  // The wait before a repetition is over, as far as this server is concerned.
  await bench.ctx.db.executionServer.updateMany({ where: { executionId }, data: { queuedUntil: new Date() } });
  const seen = await bench.untilEnded(executionId);
  expect(seen.status).toBe("COMPLETED");
  expect(await bench.eventKinds(executionId)).toContain("server.retry");
  expect(await launchesOf([server])).toEqual([2]);
});

test("an unhealthy server that is retried is launched anew, over the one instance that was asked about", async () => {
  const [server] = await bench.freeServers(1);
  const { sourceServerId } = server;
  await bench.aws.addFault({ service: "ec2", sourceServerId, times: 1, effect: { kind: "unhealthy" } });
  const plan = await bench.createPlan([[server]]);
  const executionId = await bench.start(plan.id);
  const up = await bench.until(executionId, "It did not launch", (seen) => seen.servers.launched === 1);
  await bench.ctx.db.executionServer.updateMany({
    where: { executionId },
    data: { launchedAt: new Date(Date.now() - 3_600_000) },
  });
  await needsDecision(executionId);
  await bench.aws.clearFaults();
  await decideWave(bench.ctx, { executionId, waveNumber: 1, action: "retry" });
  const seen = await bench.untilEnded(executionId);
  expect(seen.status).toBe("COMPLETED");
  const [before, after] = [up, seen].map((view) => view.waves[0]?.servers[0]?.recoveryInstanceId);
  expect(after).not.toBe(before);
  expect(await launchesOf([server])).toEqual([2]);
});

test("paused, nothing new starts, what DRS runs ends, and the history does not grow; resumed, it goes on", async () => {
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan(servers.map((server) => [server]));
  const executionId = await bench.start(plan.id);
  await bench.untilLaunched(executionId);
  await pauseExecution(bench.ctx, { executionId });
  await pauseExecution(bench.ctx, { executionId });
  await bench.until(executionId, "Wave 1 did not end", (seen) => seen.waves[0]?.status === "COMPLETED");
  const before = (await bench.historyTypes(executionId)).length;
  await bench.untilSwept(3);
  const paused = await bench.view(executionId);
  expect(paused).toMatchObject({ status: "PAUSED", endedAt: null });
  expect(paused.waves[1]?.launches).toEqual([]);
  expect((await bench.historyTypes(executionId)).length).toBe(before);
  await Promise.all([1, 2].map(() => resumeExecution(bench.ctx, { executionId })));
  expect((await bench.untilEnded(executionId)).status).toBe("COMPLETED");
  const kinds = await bench.eventKinds(executionId);
  expect(kinds.filter((kind) => kind === "execution.pause" || kind === "execution.resume")).toHaveLength(2);
});

test("cancelled in the middle: what DRS runs is followed to its end, nothing else starts, and it says what is left", async () => {
  const servers = await bench.freeServers(3);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2)]);
  const executionId = await bench.start(plan.id);
  await bench.untilLaunched(executionId);
  await cancelExecution(bench.ctx, { executionId, comment: "false alarm" });
  expect((await bench.view(executionId)).status).toBe("CANCELLING");
  const seen = await bench.untilEnded(executionId);
  expect(seen.status).toBe("CANCELLED");
  expect(seen.waves[1]?.servers.map((server) => server.status)).toEqual(["SKIPPED"]);
  expect(seen.waves[0]?.servers.every((server) => server.recoveryInstanceId !== null)).toBe(true);
  expect(await launchesOf(servers)).toEqual([1, 1, undefined]);
});

test("cancelled while Step Functions is out of reach: it ends all the same", async () => {
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  const executionId = await bench.start(plan.id);
  await bench.untilLaunched(executionId);
  await bench.aws.addFault({
    service: "states",
    effect: { kind: "error", status: 500, code: "InternalError", message: "down" },
  });
  await cancelExecution(bench.ctx, { executionId, comment: "now" });
  expect((await bench.untilEnded(executionId)).status).toBe("CANCELLED");
  await bench.aws.clearFaults();
});
