import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { auditOf, testWorld, type TestWorld } from "../test-world.ts";
import { cancelExecution } from "./cancel.ts";
import { changeWaveOfExecution } from "./change-wave.ts";
import { decideWave } from "./decide.ts";
import { retryServer, skipServer } from "./decide-server.ts";
import { pauseExecution } from "./pause.ts";
import { resumeExecution } from "./resume.ts";
import { addRunningExecution, type TestWave } from "./test-execution.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const operator = () => world.as("operator");
const RUNNING: TestWave[] = [
  { status: "LAUNCHING", servers: ["LAUNCHING", "QUEUED"] },
  { status: "WAITING", dependsOn: [1], servers: ["PENDING"] },
];
const ASKING: TestWave[] = [
  { status: "AWAITING_DECISION", servers: ["FAILED", "UNHEALTHY", "HEALTHY"] },
  { status: "WAITING", dependsOn: [1], servers: ["PENDING"] },
];

function statusOf(executionId: string) {
  return world.db.execution.findUniqueOrThrow({ where: { id: executionId } }).then((execution) => execution.status);
}

async function waveStatuses(executionId: string): Promise<string[]> {
  const waves = await world.db.executionWave.findMany({ where: { executionId }, orderBy: { number: "asc" } });
  return waves.map((wave) => wave.status);
}

async function serverStatuses(executionId: string): Promise<string[]> {
  const servers = await world.db.executionServer.findMany({ where: { executionId }, orderBy: { hostname: "asc" } });
  return servers.map((server) => server.status);
}

function actsOf(executionId: string) {
  return world.db.auditEvent.findMany({ where: { entityId: executionId }, orderBy: { id: "asc" } });
}

describe("pause and resume", () => {
  test("each done twice is done once, and audited once, even at the same moment", async () => {
    const { id } = await addRunningExecution(world, { waves: RUNNING });
    await Promise.all([1, 2].map(() => pauseExecution(operator(), { executionId: id, comment: "wait" })));
    expect(await statusOf(id)).toBe("PAUSED");
    await Promise.all([1, 2, 3].map(() => resumeExecution(operator(), { executionId: id })));
    expect(await statusOf(id)).toBe("RUNNING");
    const acts = await actsOf(id);
    expect(acts.map(({ action, comment }) => [action, comment])).toEqual([
      ["execution.pause", "wait"],
      ["execution.resume", null],
    ]);
  });

  test("what has not begun or is being cancelled cannot be paused", async () => {
    for (const status of ["PENDING", "CANCELLING"] as const) {
      const { id } = await addRunningExecution(world, { waves: RUNNING, status });
      await expect(pauseExecution(operator(), { executionId: id })).rejects.toMatchObject({ code: "INVALID_STATE" });
    }
  });
});

describe("cancel", () => {
  test("leaves what DRS runs, skips the rest, and waits for the job", async () => {
    const { id } = await addRunningExecution(world, { waves: RUNNING });
    await cancelExecution(operator(), { executionId: id, comment: "false alarm" });
    expect(await statusOf(id)).toBe("CANCELLING");
    expect(await waveStatuses(id)).toEqual(["LAUNCHING", "CANCELLED"]);
    expect(await serverStatuses(id)).toEqual(["LAUNCHING", "SKIPPED", "SKIPPED"]);
  });

  test("ends at once where nothing runs, gives the servers back, and may be asked for again", async () => {
    const { id } = await addRunningExecution(world, { waves: [{ status: "WAITING", servers: ["PENDING"] }] });
    await cancelExecution(operator(), { executionId: id });
    await cancelExecution(operator(), { executionId: id });
    expect(await statusOf(id)).toBe("CANCELLED");
    expect(await world.db.executionServer.count({ where: { executionId: id, releasedAt: null } })).toBe(0);
    expect(await actsOf(id)).toHaveLength(1);
  });

  test("races with a decision: one of the two is first, and nothing is left half done", async () => {
    const { id } = await addRunningExecution(world, { waves: ASKING });
    const [cancelled, decided] = await Promise.allSettled([
      cancelExecution(operator(), { executionId: id }),
      decideWave(operator(), { executionId: id, waveNumber: 1, action: "retry" }),
    ]);
    expect(cancelled.status).toBe("fulfilled");
    expect(await statusOf(id)).toBe("CANCELLED");
    if (decided.status === "rejected") expect(decided.reason).toMatchObject({ code: "INVALID_STATE" });
    expect(await serverStatuses(id)).not.toContain("QUEUED");
  });
});

describe("a decision", () => {
  test("retries what failed, and lets the next launch replace exactly the instance that is unhealthy", async () => {
    const { id } = await addRunningExecution(world, { waves: ASKING });
    await decideWave(operator(), { executionId: id, waveNumber: 1, action: "retry", comment: "again" });
    expect(await serverStatuses(id)).toEqual(["QUEUED", "QUEUED", "HEALTHY", "PENDING"]);
    expect(await waveStatuses(id)).toEqual(["LAUNCHING", "WAITING"]);
    const servers = await world.db.executionServer.findMany({
      where: { executionId: id },
      orderBy: { hostname: "asc" },
    });
    expect(servers.map((server) => server.replacesInstanceId)).toEqual([null, "i-11", null, null]);
  });

  test("given twice by the same person is one decision; a second person's comes too late", async () => {
    const { id } = await addRunningExecution(world, { waves: ASKING });
    const retry = { executionId: id, waveNumber: 1, action: "retry" } as const;
    await Promise.all([decideWave(operator(), retry), decideWave(operator(), retry)]);
    expect(await world.db.decision.count({ where: { executionId: id } })).toBe(1);
    await expect(decideWave(world.as("commander"), retry)).rejects.toMatchObject({ code: "INVALID_STATE" });
  });

  test.each([
    ["skip", ["SKIPPED", "SKIPPED", "HEALTHY", "PENDING"], ["PARTIAL", "WAITING"]],
    ["continue", ["FAILED", "UNHEALTHY", "HEALTHY", "PENDING"], ["PARTIAL", "WAITING"]],
    ["abort", ["FAILED", "UNHEALTHY", "HEALTHY", "SKIPPED"], ["FAILED", "CANCELLED"]],
  ] as const)("to %s", async (action, servers, waves) => {
    const { id } = await addRunningExecution(world, { waves: ASKING });
    await decideWave(operator(), { executionId: id, waveNumber: 1, action, comment: "known" });
    expect(await serverStatuses(id)).toEqual(servers);
    expect(await waveStatuses(id)).toEqual(waves);
  });

  test("to leave servers down needs a reason", async () => {
    const { id } = await addRunningExecution(world, { waves: ASKING });
    for (const action of ["skip", "abort"] as const) {
      const refused = decideWave(operator(), { executionId: id, waveNumber: 1, action });
      await expect(refused).rejects.toMatchObject({ code: "INVALID_REQUEST", invalidParams: [{ name: "comment" }] });
    }
  });

  test("names servers of the wave that failed, or says which do not fit", async () => {
    const { id, servers } = await addRunningExecution(world, { waves: ASKING });
    const retry = { executionId: id, waveNumber: 1, action: "retry" } as const;
    const healthy = servers[0]?.[2] ?? "";
    const refused = decideWave(operator(), { ...retry, sourceServerIds: [healthy, "s-00000000000000000"] });
    await expect(refused).rejects.toMatchObject({ code: "INVALID_SERVER_IDS" });
    await decideWave(operator(), { ...retry, sourceServerIds: [servers[0]?.[0] ?? ""] });
    expect(await serverStatuses(id)).toEqual(["QUEUED", "UNHEALTHY", "HEALTHY", "PENDING"]);
    expect(await waveStatuses(id)).toEqual(["AWAITING_DECISION", "WAITING"]);
  });

  test("skips a wave that has not begun, and what waits for it may start", async () => {
    const { id } = await addRunningExecution(world, { waves: RUNNING });
    await decideWave(operator(), { executionId: id, waveNumber: 2, action: "skip", comment: "not today" });
    expect(await waveStatuses(id)).toEqual(["LAUNCHING", "SKIPPED"]);
  });
});

describe("one server", () => {
  test("is skipped before its wave begins, and a failed one retried while others run", async () => {
    const waves: TestWave[] = [
      { status: "LAUNCHING", servers: ["LAUNCHING", "FAILED"] },
      { status: "WAITING", dependsOn: [1], servers: ["PENDING"] },
    ];
    const { id, servers } = await addRunningExecution(world, { waves });
    await skipServer(operator(), { executionId: id, sourceServerId: servers[1]?.[0] ?? "", comment: "later" });
    await retryServer(operator(), { executionId: id, sourceServerId: servers[0]?.[1] ?? "" });
    expect(await serverStatuses(id)).toEqual(["LAUNCHING", "QUEUED", "SKIPPED"]);
  });
});

describe("a wave that has not begun", () => {
  test("is changed, with what it was on record", async () => {
    const { id, servers } = await addRunningExecution(world, { waves: RUNNING });
    const change = { onFailure: "CONTINUE", automaticRetries: 2, optionalServerIds: [servers[1]?.[0] ?? ""] } as const;
    await changeWaveOfExecution(operator(), {
      executionId: id,
      waveNumber: 2,
      ...change,
      optionalServerIds: [...change.optionalServerIds],
      comment: "less strict",
    });
    const [act] = await actsOf(id);
    expect(act?.detail).toMatchObject({
      before: { onFailure: "ASK", automaticRetries: 0, optionalServerIds: [] },
      after: change,
    });
  });

  test("cannot wait in a circle, and one that has begun cannot be changed", async () => {
    const { id } = await addRunningExecution(world, { waves: RUNNING });
    const circle = changeWaveOfExecution(operator(), { executionId: id, waveNumber: 2, dependsOn: [2] });
    await expect(circle).rejects.toMatchObject({ code: "CIRCULAR_DEPENDENCY" });
    const late = changeWaveOfExecution(operator(), { executionId: id, waveNumber: 1, passPercent: 50 });
    await expect(late).rejects.toMatchObject({ code: "INVALID_STATE" });
  });
});

test("what changes a real recovery is a commander's; a viewer changes nothing", async () => {
  const { id } = await addRunningExecution(world, { waves: ASKING, type: "RECOVERY" });
  const retry = { executionId: id, waveNumber: 1, action: "retry" } as const;
  await expect(decideWave(operator(), retry)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(cancelExecution(operator(), { executionId: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  for (const refused of [
    pauseExecution(world.as("viewer"), { executionId: id }),
    decideWave(world.as("planner"), retry),
    skipServer(world.as("approver"), { executionId: id, sourceServerId: "s", comment: "no" }),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  await pauseExecution(operator(), { executionId: id });
  await decideWave(world.as("commander"), retry);
  expect((await auditOf(world.db)).some((entry) => entry.action === "execution.decide-retry")).toBe(true);
});
