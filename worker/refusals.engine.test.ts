import { DrsClient, StartRecoveryCommand } from "@aws-sdk/client-drs";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { SourceServerView } from "#lib/domain/source-server.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

/** Nobody is asked: a wave that cannot pass fails. */
const ABORT = { policy: { onFailure: "ABORT" } } as const;

/** Somebody starts a job by hand, without us. */
async function launchElsewhere(server: SourceServerView, isDrill: boolean): Promise<void> {
  const credentials = await bench.credentialsFor(server.accountId);
  const drs = new DrsClient({ region: server.region, endpoint: bench.aws.url, credentials });
  await drs.send(new StartRecoveryCommand({ isDrill, sourceServers: [{ sourceServerID: server.sourceServerId }] }));
}

test("a server in somebody else's job is queued, says so, and is launched when that job ends; the others go at once", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(3);
  const plan = await bench.createPlan([servers]);
  await launchElsewhere(servers[0], true);
  const id = await bench.start(plan.id);
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(await bench.eventKinds(id)).toContain("launch.refused");
  // Nobody knocks while that job runs: the call that gets through could be one whose look came before the job's end.
  expect((await bench.aws.calls("StartRecovery")).map(({ status }) => status)).toEqual([202, 202, 202]);
  const launches = await bench.aws.launchesPerServer();
  expect(servers.map((server) => launches.get(server.sourceServerId))).toEqual([2, 1, 1]);
});

test("throttling and a full quota are waited out, and what is refused again for the same reason is told once", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  const refused = { service: "drs", operation: "StartRecovery" };
  await bench.aws.addFault({
    ...refused,
    times: 2,
    effect: { kind: "error", status: 429, code: "ThrottlingException", message: "Rate exceeded" },
  });
  await bench.aws.addFault({
    ...refused,
    nth: 3,
    times: 1,
    effect: { kind: "error", status: 402, code: "ServiceQuotaExceededException", message: "20 jobs" },
  });
  const id = await bench.start(plan.id);
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(seen.waves[0]?.launches.map(({ state }) => state)).toEqual(["REFUSED", "REFUSED", "REFUSED", "ENDED"]);
  expect((await bench.eventKinds(id)).filter((kind) => kind === "launch.refused")).toHaveLength(2);
});

test("a call that AWS forbids fails its servers in AWS's own words", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers], ABORT);
  const message = "User is not authorized to perform: drs:StartRecovery";
  await bench.aws.addFault({
    service: "drs",
    operation: "StartRecovery",
    effect: { kind: "error", status: 403, code: "AccessDeniedException", message },
  });
  const seen = await bench.untilEnded(await bench.start(plan.id));
  expect(seen.status).toBe("FAILED");
  for (const server of seen.waves[0]?.servers ?? []) expect(server.error).toContain(message);
  expect(await bench.aws.launchesPerServer()).toEqual(new Map());
});

test("a recovery made elsewhere after the start is never launched over", async () => {
  const servers = await bench.freeServersNow(2);
  const plan = await bench.createPlan([servers], { policy: { onFailure: "CONTINUE" } });
  const id = await bench.start(plan.id);
  await launchElsewhere(servers[0], false);
  await bench.untilInstanceLive(servers[0]);
  await bench.startWorker();
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("PARTIAL");
  const statuses = new Map(seen.waves[0]?.servers.map((server) => [server.sourceServerId, server]));
  expect(statuses.get(servers[0].sourceServerId)).toMatchObject({
    status: "FAILED",
    error: expect.stringContaining("is live") as string,
  });
  expect(statuses.get(servers[1]?.sourceServerId ?? "")?.status).toBe("HEALTHY");
  expect((await bench.aws.launchesPerServer()).get(servers[0].sourceServerId)).toBe(1);
});
