import { afterEach, beforeEach, expect, test } from "vitest";

import { waitUntil } from "#scripts/stack/wait-until.ts";

import {
  instanceIds,
  serverStatuses,
  startDrill,
  startOthersDrill,
  startRecovery,
  terminationCalls,
  untilCleaned,
} from "./testing/cleanups.ts";
import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

function untilTerminationIsCalled() {
  return waitUntil(async () => (await terminationCalls(bench)).length > 0, {
    what: "AWS did not get TerminateRecoveryInstances",
    seconds: 60,
  });
}

const call = { service: "drs", operation: "TerminateRecoveryInstances", times: 1 };

test("a worker killed between the call and the saving of its job: the next one finds what became of it", async () => {
  const first = await bench.startWorker();
  const servers = await bench.freeServers(2);
  // The call takes effect at once and its reply comes when nobody is there to read it.
  await bench.aws.addFault({ ...call, effect: { kind: "latency", seconds: 60 } });
  const id = await startDrill(bench, servers, 0);
  await untilTerminationIsCalled();
  await first.kill();
  expect(await bench.ctx.db.termination.findMany()).toMatchObject([{ jobId: null, endedAt: null }]);
  await bench.startWorker();
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED", "TERMINATED"]);
  expect(await terminationCalls(bench)).toHaveLength(1);
});

test("a reply that is lost: what lives is looked at again, and the job is found", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(2);
  await bench.aws.addFault({ ...call, effect: { kind: "lost-reply" } });
  const id = await startDrill(bench, servers, 0);
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED", "TERMINATED"]);
  expect(await terminationCalls(bench)).toHaveLength(1);
});

test("a call that AWS did not get is sent again", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(1);
  await bench.aws.addFault({ ...call, effect: { kind: "reset" } });
  const id = await startDrill(bench, servers, 0);
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED"]);
  expect(await terminationCalls(bench)).toHaveLength(2);
});

test("while somebody else's job has one server the others are terminated, and what that job launches stays", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(3);
  const [taken, ...others] = servers;
  const id = await startDrill(bench, servers, 60);
  await bench.untilEnded(id);
  const rule = { service: "drs", sourceServerId: taken.sourceServerId, effect: { kind: "slow", factor: 6 } };
  await bench.aws.addFault(rule);
  await startOthersDrill(bench, [taken]);
  await bench.ctx.db.cleanup.updateMany({ where: { executionId: id }, data: { dueAt: new Date() } });

  const partly = await bench.until(
    id,
    "The others were not terminated",
    (seen) =>
      seen.waves[0]?.servers.every(({ sourceServerId, status }) =>
        sourceServerId === taken.sourceServerId ? status === "HEALTHY" : status === "TERMINATED",
      ) === true,
  );
  expect(partly.cleanup.status).toBe("RUNNING");
  for (const server of others) expect(await bench.aws.instancesOf(server.sourceServerId)).toEqual([]);

  const seen = await untilCleaned(bench, id);
  expect(serverStatuses(seen)).toEqual(["TERMINATED", "TERMINATED", "TERMINATED"]);
  const refused = (await bench.aws.calls("TerminateRecoveryInstances")).filter(({ status }) => status === 409);
  expect(refused.length).toBeGreaterThan(0);
  await bench.untilInstanceLive(taken);
  const [left] = (await bench.aws.instancesOf(taken.sourceServerId)) as { recoveryInstanceId: string }[];
  expect((await terminationCalls(bench)).flat()).not.toContain(left?.recoveryInstanceId);
});

test("a recovery that starts while the clean-up terminates gets its servers, and keeps them", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(2);
  const id = await startDrill(bench, servers, 60);
  await bench.untilEnded(id);
  const planId = (await bench.view(id)).plan.id ?? "";
  await bench.aws.addFault({ service: "drs", effect: { kind: "slow", factor: 20 } });
  await bench.ctx.db.cleanup.updateMany({ where: { executionId: id }, data: { dueAt: new Date() } });
  await untilTerminationIsCalled();
  const recovery = await startRecovery(bench, planId);
  await bench.aws.clearFaults();
  const seen = await bench.untilEnded(recovery);
  expect(seen.status).toBe("COMPLETED");
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED", "TERMINATED"]);
  expect(serverStatuses(await bench.view(recovery))).toEqual(["HEALTHY", "HEALTHY"]);
  const terminated = (await terminationCalls(bench)).flat();
  for (const instance of instanceIds(seen)) expect(terminated).not.toContain(instance);
});

test("servers that a recovery has when the clean-up is due are left to it; the clean-up ends after it", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(1);
  const id = await startDrill(bench, servers, 60);
  await bench.untilEnded(id);
  const planId = (await bench.view(id)).plan.id ?? "";
  const recovery = await startRecovery(bench, planId);
  await bench.ctx.db.cleanup.updateMany({ where: { executionId: id }, data: { dueAt: new Date() } });
  const seen = await bench.untilEnded(recovery);
  expect(seen.status).toBe("COMPLETED");
  await untilCleaned(bench, id);
  expect(await terminationCalls(bench)).toEqual([]);
  expect(serverStatuses(await bench.view(id))).toEqual(["TERMINATED"]);
  expect(serverStatuses(await bench.view(recovery))).toEqual(["HEALTHY"]);
});
