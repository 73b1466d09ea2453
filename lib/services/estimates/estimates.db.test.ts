import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { listDurationSamples } from "#lib/db/duration-samples.ts";
import type { ServerStatus } from "#lib/domain/execution-status.ts";

import { addRunningExecution } from "../executions/test-execution.ts";
import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { addServers, NOW, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { getForecast } from "./forecast.ts";
import { keepEstimate } from "./keep.ts";
import { getPlanEstimate, listPlanEstimates } from "./of-plan.ts";

let world: TestWorld;
let planId: string;
beforeEach(async () => {
  world = await testWorld();
  const planner = world.as("planner");
  const groups = [];
  for (const [index, count] of [6, 2, 1].entries()) {
    const from = index * 10 + 1;
    const sourceServerIds = await addServers(world.db, [from, from + count - 1], {
      osFamily: index === 2 ? "WINDOWS" : "LINUX",
    });
    const input = { name: `Group ${index}`, ...PLACE, region: "us-east-1" as const, sourceServerIds };
    groups.push(await createProtectionGroup(planner, input));
  }
  const [core, apps, edge] = groups.map(({ id }) => [id]);
  const plan = await createRecoveryPlan(planner, {
    name: "Payments",
    rtoMinutes: 45,
    waves: [
      { name: "Core", protectionGroupIds: core ?? [] },
      { name: "Apps", protectionGroupIds: apps ?? [], dependsOn: [1] },
      { name: "Edge", protectionGroupIds: edge ?? [], dependsOn: [1] },
    ],
  });
  planId = plan.id;
});
afterEach(() => world.close());

function seconds(count: number): Date {
  return new Date(NOW.getTime() + count * 1000);
}

type Facts = { statuses: ServerStatus[]; plan?: string | null; launch?: number; health?: number; ended?: boolean };

/** An execution whose servers were asked for at its start, launched after `launch` seconds, healthy `health` later. */
async function addHistory({ statuses, plan = planId, launch = 300, health = 120, ended = true }: Facts) {
  const { id } = await addRunningExecution(world, { waves: [{ status: "LAUNCHING", servers: statuses }] });
  const job = await world.db.launch.create({
    data: {
      ...PLACE,
      ...{ executionId: id, waveNumber: 1, isDrill: true, serverIds: [], jobId: `job-${id}` },
      ...{ claimedBy: "worker", claimUntil: NOW, requestedAt: NOW },
    },
  });
  const of = { executionId: id, status: { in: ["HEALTHY", "LAUNCHED"] as ServerStatus[] } };
  await world.db.executionServer.updateMany({
    where: { executionId: id },
    data: { launchId: job.id, osFamily: "LINUX" },
  });
  await world.db.executionServer.updateMany({ where: of, data: { launchedAt: seconds(launch) } });
  await world.db.executionServer.updateMany({
    where: { ...of, status: "HEALTHY" },
    data: { healthyAt: seconds(launch + health) },
  });
  const end = ended ? { status: "COMPLETED" as const, endedAt: seconds(launch + health) } : {};
  await world.db.execution.update({ where: { id }, data: { planId: plan, ...end } });
  return id;
}

describe("samples", () => {
  test("are the launches and health checks of servers of ended executions, those of the plan or of all", async () => {
    await addHistory({ statuses: ["HEALTHY", "LAUNCHED", "FAILED"] });
    await addHistory({ statuses: ["HEALTHY"], plan: null, launch: 500 });
    await addHistory({ statuses: ["HEALTHY"], ended: false });
    const own = await listDurationSamples(world.db, planId);
    expect(own.map(({ step, seconds: took }) => [step, took]).sort()).toEqual([
      ["HEALTH", 120],
      ["LAUNCH", 300],
      ["LAUNCH", 300],
    ]);
    expect(own[0]).toMatchObject({ planId, osFamily: "LINUX", mode: "DRILL" });
    expect(await listDurationSamples(world.db, null)).toHaveLength(5);
  });

  test("of actions are how long a side of a wave took, where all of it succeeded", async () => {
    const id = await addHistory({ statuses: ["HEALTHY"] });
    const run = { executionId: id, waveNumber: 1, actionId: crypto.randomUUID(), action: {} };
    const took = (from: number, to: number) => ({ startedAt: seconds(from), endedAt: seconds(to) });
    await world.db.actionRun.createMany({
      data: [
        { ...run, place: 0, stage: "BEFORE", state: "SUCCEEDED", ...took(0, 20) },
        { ...run, place: 1, stage: "BEFORE", state: "SUCCEEDED", ...took(20, 50) },
        { ...run, place: 2, stage: "AFTER", state: "SUCCEEDED", ...took(50, 60) },
        { ...run, place: 3, stage: "AFTER", state: "FAILED", ...took(60, 70) },
      ],
    });
    const samples = (await listDurationSamples(world.db, planId)).filter(({ step }) => step.startsWith("ACTIONS"));
    expect(samples).toMatchObject([{ step: "ACTIONS_BEFORE", osFamily: "UNKNOWN", seconds: 50 }]);
  });
});

describe("the estimate of a plan", () => {
  test("says that there is too little history, and what is typical then", async () => {
    const { basis, p50Seconds, p90Seconds, waves, criticalPath } = await getPlanEstimate(world.as("viewer"), planId);
    expect(basis).toBe("Typical durations, there is too little history yet.");
    expect(p50Seconds).toBeGreaterThan(30 * 60);
    expect(p90Seconds).toBeGreaterThan(p50Seconds);
    expect(criticalPath.map(({ wave }) => wave)).toEqual([1, 3]);
    expect(waves.map(({ number, slackSeconds }) => [number, slackSeconds === null])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(criticalPath[1]?.hostname).toMatch(/^host-/);
  });

  test("learns from the plan's own executions as soon as one has ended, and says of which servers it cannot", async () => {
    const before = await getPlanEstimate(world.system, planId);
    await addHistory({ statuses: ["HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY"] });
    const after = await getPlanEstimate(world.system, planId, { type: "DRILL" });
    expect(after.basis).toBe(
      "From the last drill. Typical durations for 1 of 9 servers, of whose kind there is too little.",
    );
    const first = after.waves[0];
    expect(first?.end.p50).toBeGreaterThan(400);
    expect(first?.end.p50).toBeLessThan(450);
    expect(first?.end.p50).toBeLessThan(before.waves[0]?.end.p50 ?? 0);
  });

  test("falls back to what all plans took", async () => {
    await addHistory({ plan: null, statuses: ["HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY"], launch: 30 });
    const { basis, waves } = await getPlanEstimate(world.system, planId);
    expect(basis).toContain("From 1 execution of all plans.");
    expect(waves[0]?.end.p50).toBeLessThan(200);
  });

  test("comes for many plans at once, and is refused for one that nobody knows", async () => {
    const { items } = await listPlanEstimates(world.as("viewer"), { planIds: `${planId},${crypto.randomUUID()}` });
    const { p50Seconds, p90Seconds, basis } = await getPlanEstimate(world.system, planId);
    expect(items).toEqual([{ planId, p50Seconds, p90Seconds, basis }]);
    await expect(getPlanEstimate(world.system, crypto.randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the forecast of an execution under way", () => {
  const target = seconds(45 * 60).toISOString();

  async function addRunning(statuses: ServerStatus[], wave: "LAUNCHING" | "AWAITING_DECISION" = "LAUNCHING") {
    const { id, servers } = await addRunningExecution(world, {
      waves: [
        { status: wave, servers: statuses },
        { status: "PENDING", dependsOn: [1], servers: ["PENDING"] },
      ],
    });
    await world.db.execution.update({ where: { id }, data: { rtoMinutes: 45 } });
    await world.db.executionServer.updateMany({ where: { executionId: id }, data: { osFamily: "LINUX" } });
    await world.db.executionWave.updateMany({ where: { executionId: id, number: 1 }, data: { startedAt: NOW } });
    return { id, servers };
  }

  test("says when it ends, whether it makes its target, and which wave decides", async () => {
    const { id } = await addRunning(["QUEUED", "QUEUED"]);
    const forecast = await getForecast(world.as("viewer"), id);
    expect(forecast).toMatchObject({ condition: null, decidingWave: 2, notCounted: [], options: [] });
    expect(forecast.rto?.targetAt).toBe(target);
    expect(forecast.rto?.risk).toBe("at-risk");
    expect(Date.parse(forecast.end.p90)).toBeGreaterThan(Date.parse(forecast.end.p50));
    expect(forecast.criticalPath.map(({ wave }) => wave)).toEqual([1, 2]);
  });

  test("of one that waits for a decision is for a retry, and says what each answer does to the end", async () => {
    const { id } = await addRunning(["HEALTHY", "FAILED"], "AWAITING_DECISION");
    const { condition, options, end, notCounted } = await getForecast(world.system, id);
    expect(condition).toBe("RETRIED");
    expect(notCounted).toEqual([]);
    const ends = new Map(options.map(({ action, end: over }) => [action, Date.parse(over)]));
    expect([...ends.keys()]).toEqual(["retry", "skip", "continue"]);
    expect(ends.get("retry")).toBe(Date.parse(end.p50));
    expect(ends.get("skip")).toBe(ends.get("continue"));
    expect(ends.get("retry")).toBeGreaterThan((ends.get("skip") ?? 0) + 10 * 60_000);
  });

  test("names what failed and nobody launches again as not counted", async () => {
    const { id, servers } = await addRunning(["LAUNCHING", "FAILED"]);
    const { notCounted, condition } = await getForecast(world.system, id);
    expect(condition).toBeNull();
    expect(notCounted).toEqual([{ wave: 1, sourceServerId: servers[0]?.[1], hostname: "host-1-2" }]);
  });

  test("is not there of one that has ended", async () => {
    const id = await addHistory({ statuses: ["HEALTHY"] });
    await expect(getForecast(world.system, id)).rejects.toMatchObject({ code: "INVALID_STATE" });
  });
});

test("what an execution was expected to take is kept once, whatever is learnt later", async () => {
  const { id } = await addRunningExecution(world, { waves: [{ status: "PENDING", servers: ["PENDING", "SKIPPED"] }] });
  await keepEstimate(world.system, id);
  const kept = await world.db.execution.findUniqueOrThrow({ where: { id } });
  expect(kept.estimate).toMatchObject({ criticalPath: [{ wave: 1, hostname: "host-1-1" }] });
  await addHistory({ plan: null, statuses: ["HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY"] });
  await keepEstimate(world.system, id);
  expect((await world.db.execution.findUniqueOrThrow({ where: { id } })).estimate).toEqual(kept.estimate);
});
