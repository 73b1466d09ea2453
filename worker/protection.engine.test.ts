import { DescribeInstanceAttributeCommand } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import type { SourceServerView } from "#lib/domain/source-server.ts";
import { requestCleanup } from "#lib/services/executions/request-cleanup.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import {
  ec2Of,
  instanceIds,
  instanceOf,
  serverStatuses,
  startDrill,
  startOthersDrill,
  startRecovery,
  terminateInEc2,
  terminationCalls,
  untilCleaned,
} from "./testing/cleanups.ts";
import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
});
afterEach(() => bench.aws.clearFaults());
afterAll(() => bench.close());

function untilProtected(executionId: string) {
  return bench.until(
    executionId,
    "The servers were not protected",
    ({ waves }) => waves[0]?.servers.every(({ protection }) => typeof protection?.at === "string") === true,
  );
}

async function isProtected(server: SourceServerView, InstanceId: string): Promise<boolean | undefined> {
  const command = new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "disableApiTermination" });
  return (await (await ec2Of(bench, server)).send(command)).DisableApiTermination?.Value;
}

function untilJobsEnded() {
  return waitUntil(
    async () =>
      (await bench.aws.world()).regions.every(({ jobs }) => jobs.every(({ status }) => status === "COMPLETED")),
    { what: "A job did not end", seconds: 60 },
  );
}

test("recovered servers are protected, survive somebody's launch, and are terminated only by the plan's name", async () => {
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  const id = await startRecovery(bench, plan.id);
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  const seen = await untilProtected(id);
  const [first = "", second = ""] = instanceIds(seen);
  expect([await isProtected(servers[0], first), await isProtected(servers[0], second)]).toEqual([true, true]);
  expect((await bench.eventKinds(id)).filter((kind) => kind === "servers.protected")).toHaveLength(1);

  await startOthersDrill(bench, servers.slice(0, 1));
  const taken = seen.waves[0]?.servers.find(({ sourceServerId }) => sourceServerId === servers[0].sourceServerId);
  await untilJobsEnded();
  expect((await instanceOf(await ec2Of(bench, servers[0]), taken?.recoveryInstanceId ?? ""))?.State?.Name).toBe(
    "running",
  );

  const refusal = await requestCleanup(bench.ctx, { executionId: id }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "CONFIRMATION_REQUIRED" });
  expect((refusal as { conflicts: { id: string }[] }).conflicts.map((each) => each.id).sort()).toEqual(
    [first, second].sort(),
  );
  expect(await terminationCalls(bench)).toEqual([]);
  await requestCleanup(bench.ctx, { executionId: id, confirm: ` ${seen.plan.name.toUpperCase()} ` });
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED", "TERMINATED"]);
  expect((await terminationCalls(bench)).flat().sort()).toEqual([first, second].sort());
});

test("protection that is refused is told once, tried again, and holds nothing up", async () => {
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  await bench.aws.addFault({ service: "ec2", operation: "ModifyInstanceAttribute", effect: { kind: "access-denied" } });
  const id = await startRecovery(bench, plan.id);
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  const refused = await bench.until(
    id,
    "The refusal was not seen",
    ({ waves }) => waves[0]?.servers.every(({ protection }) => typeof protection?.error === "string") === true,
  );
  expect(refused.waves[0]?.servers[0]?.protection).toMatchObject({ at: null });
  await bench.aws.clearFaults();
  await untilProtected(id);
  const kinds = await bench.eventKinds(id);
  expect(kinds.filter((kind) => kind === "servers.unprotected")).toHaveLength(1);
  expect(kinds.filter((kind) => kind === "servers.protected")).toHaveLength(1);
});

test("a healthy server that somebody terminates is noticed while the execution runs, and nothing fails", async () => {
  const [server, slow] = await bench.freeServers(2);
  if (slow === undefined) throw new Error("There is one server only.");
  await bench.aws.addFault({
    service: "drs",
    sourceServerId: slow.sourceServerId,
    effect: { kind: "slow", factor: 8 },
  });
  const plan = await bench.createPlan([[server], [slow]]);
  const id = await bench.start(plan.id);
  const seen = await bench.until(id, "The first wave did not pass", ({ waves }) => waves[0]?.status === "COMPLETED");
  await terminateInEc2(await ec2Of(bench, server), instanceIds(seen)[0] ?? "");
  await bench.until(id, "The loss was not noticed", ({ waves }) => waves[0]?.servers[0]?.status === "TERMINATED");
  expect(await bench.eventKinds(id)).toContain("server.terminated-outside");
  const ended = await bench.untilEnded(id);
  expect(ended.status).toBe("COMPLETED");
  expect(ended.waves.map(({ status }) => status)).toEqual(["COMPLETED", "COMPLETED"]);
  expect(serverStatuses(ended)).toEqual(["TERMINATED", "HEALTHY"]);
});

test("an instance of an ended drill that somebody terminates is noticed by the inventory", async () => {
  const servers = await bench.freeServers(2);
  const id = await startDrill(bench, servers, null);
  const seen = await bench.untilEnded(id);
  // As if both had been launched a while ago.
  await bench.ctx.db.executionServer.updateMany({
    where: { executionId: id },
    data: { launchedAt: new Date(Date.now() - 600_000) },
  });
  const lost = seen.waves[0]?.servers.find(({ sourceServerId }) => sourceServerId === servers[0].sourceServerId);
  await terminateInEc2(await ec2Of(bench, servers[0]), lost?.recoveryInstanceId ?? "");
  const noticed = await bench.until(id, "The loss was not noticed", (view) =>
    serverStatuses(view).includes("TERMINATED"),
  );
  expect(serverStatuses(noticed).sort()).toEqual(["HEALTHY", "TERMINATED"]);
  expect(await bench.eventKinds(id)).toContain("servers.gone");
});
