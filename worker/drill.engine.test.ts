import { afterAll, beforeAll, expect, test } from "vitest";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
});
afterAll(() => bench.close());

test("a drill of three waves launches each server once, in the order of the waves, and completes", async () => {
  const servers = await bench.freeServers(6);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2, 4), servers.slice(4, 6)]);
  const id = await bench.start(plan.id);
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(seen.waves.map((wave) => wave.status)).toEqual(["COMPLETED", "COMPLETED", "COMPLETED"]);
  const ends = seen.waves.map((wave) => Date.parse(wave.endedAt ?? ""));
  const starts = seen.waves.map((wave) => Date.parse(wave.startedAt ?? ""));
  expect(starts[1]).toBeGreaterThanOrEqual(ends[0] ?? Infinity);
  expect(starts[2]).toBeGreaterThanOrEqual(ends[1] ?? Infinity);
  const launches = await bench.aws.launchesPerServer();
  for (const server of servers) expect(launches.get(server.sourceServerId)).toBe(1);
  for (const server of seen.waves.flatMap((wave) => wave.servers)) {
    expect(server).toMatchObject({ status: "HEALTHY", error: null, instance: { state: "running" } });
  }
});

test("independent waves run side by side and a wave that joins them starts once, after both", async () => {
  const servers = await bench.freeServers(4);
  const plan = await bench.createPlan(
    servers.map((server) => [server]),
    { dependsOn: [[], [1], [1], [2, 3]] },
  );
  const seen = await bench.untilEnded(await bench.start(plan.id));
  expect(seen.status).toBe("COMPLETED");
  const [, left, right, join] = seen.waves;
  expect(Date.parse(right?.startedAt ?? "")).toBeLessThan(Date.parse(left?.endedAt ?? ""));
  const joined = Math.max(Date.parse(left?.endedAt ?? ""), Date.parse(right?.endedAt ?? ""));
  expect(Date.parse(join?.startedAt ?? "")).toBeGreaterThanOrEqual(joined);
  expect(join?.launches).toHaveLength(1);
});

test("a job that ends COMPLETED with a failed server fails the wave and the execution, in DRS's own words", async () => {
  const servers = await bench.freeServers(3);
  const rawError =
    "An error occurred (InsufficientInstanceCapacity) when calling the RunInstances operation: none left";
  const unlucky = servers[0].sourceServerId;
  await bench.aws.addFault({ service: "drs", sourceServerId: unlucky, effect: { kind: "launch-failed", rawError } });
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2, 3)], { policy: { onFailure: "ABORT" } });
  const seen = await bench.untilEnded(await bench.start(plan.id));
  expect(seen.status).toBe("FAILED");
  expect(seen.waves.map((wave) => wave.status)).toEqual(["FAILED", "CANCELLED"]);
  const [failed] = (seen.waves[0]?.servers ?? []).filter((server) => server.sourceServerId === unlucky);
  expect(failed).toMatchObject({ status: "FAILED", error: rawError, failure: { service: "AWS DRS" } });
  expect(seen.waves[0]?.servers.map((server) => server.status).sort()).toEqual(["FAILED", "HEALTHY"]);
  expect(seen.waves[1]?.servers.map((server) => server.status)).toEqual(["SKIPPED"]);
  expect((await bench.aws.launchesPerServer()).has(servers[2]?.sourceServerId ?? "")).toBe(false);
});

test("a server that never passes its checks in time is unhealthy, and says what EC2 said last", async () => {
  const [server] = await bench.freeServers(1);
  const { sourceServerId } = server;
  await bench.aws.addFault({ service: "ec2", sourceServerId, effect: { kind: "unhealthy" } });
  const plan = await bench.createPlan([[server]], { policy: { onFailure: "ABORT" } });
  const id = await bench.start(plan.id);
  await bench.until(id, "The server did not launch", (seen) => seen.waves[0]?.servers[0]?.status === "LAUNCHED");
  // An hour passes, as far as this server's deadline is concerned.
  await bench.ctx.db.executionServer.updateMany({
    where: { executionId: id, sourceServerId },
    data: { launchedAt: new Date(Date.now() - 3_600_000) },
  });
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("FAILED");
  expect(seen.waves[0]?.servers[0]).toMatchObject({
    status: "UNHEALTHY",
    error: expect.stringContaining("45 min") as string,
  });
});
