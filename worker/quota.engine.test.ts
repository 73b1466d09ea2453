import { afterEach, beforeEach, expect, test } from "vitest";

import { startExecution } from "#lib/services/executions/start.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

test("over all executions no more jobs run than the place allows; a recovery is served before the drills that wait", async () => {
  const servers = await bench.freeServersNow(8);
  const [first, second, third] = await Promise.all(
    [servers.slice(0, 3), servers.slice(3, 6), servers.slice(6)].map((part) =>
      bench.createPlan(
        part.map((server) => [server]),
        { dependsOn: part.map(() => []) },
      ),
    ),
  );
  // Two jobs at once are all that this place may run.
  await bench.ctx.db.quotaPool.create({
    data: { accountId: servers[0].accountId, region: servers[0].region, maxJobs: 2, limitsReadAt: new Date() },
  });
  const drills = await Promise.all([bench.start(first?.id ?? ""), bench.start(second?.id ?? "")]);
  await bench.startWorker();
  await bench.until(drills[0], "Nothing was launched", (seen) => seen.servers.launching > 0);
  const waiting = await bench.until(drills[1], "Nobody waits", (seen) =>
    seen.waves.some((wave) => wave.servers.some((server) => server.queue !== null)),
  );
  const places = waiting.waves.flatMap((wave) => wave.servers.flatMap((server) => server.queue ?? []));
  expect(places.every((place) => place.position >= 1 && place.position <= place.length)).toBe(true);

  const { name } = await bench.ctx.db.recoveryPlan.findUniqueOrThrow({ where: { id: third?.id ?? "" } });
  const recovery = await startExecution(bench.ctx, { planId: third?.id ?? "", type: "RECOVERY", confirm: name });
  await bench.trigger.start(recovery);
  for (const id of [recovery.executionId, ...drills]) expect((await bench.untilEnded(id)).status).toBe("COMPLETED");

  const jobs = await bench.aws.launchJobs();
  expect(mostAtOnce(jobs)).toBeLessThanOrEqual(2);
  expect(await bench.aws.calls("StartRecovery")).toHaveLength(8);
  const startedAfterRecovery = jobs.slice(jobs.findIndex((job) => job.isRecovery));
  expect(startedAfterRecovery.slice(0, 2).map((job) => job.isRecovery)).toEqual([true, true]);
});

function mostAtOnce(jobs: readonly { startedAt: number; endedAt: number }[]): number {
  return Math.max(
    ...jobs.map(
      (job) => jobs.filter((other) => other.startedAt <= job.startedAt && other.endedAt > job.startedAt).length,
    ),
  );
}
