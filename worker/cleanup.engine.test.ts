import { ModifyInstanceAttributeCommand } from "@aws-sdk/client-ec2";
import { SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { dropCleanup } from "#lib/services/executions/drop-cleanup.ts";
import { requestCleanup } from "#lib/services/executions/request-cleanup.ts";
import { containing } from "#lib/services/test-world.ts";
import { HOME_REGION } from "#scripts/stack/environment.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import {
  cleanupRow,
  ec2Of,
  instanceIds,
  instanceOf,
  serverStatuses,
  startDrill,
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

async function runOf(executionId: string) {
  const { number, contract } = await cleanupRow(bench, executionId);
  return { executionId, cleanup: number, contract };
}

/** As if the time had passed. */
async function makeDue(executionId: string): Promise<void> {
  await bench.ctx.db.cleanup.updateMany({ where: { executionId }, data: { dueAt: new Date() } });
}

test("a drill that is to be cleaned up at its end terminates what it launched, and nothing else", async () => {
  const servers = await bench.freeServers(3);
  const other = await startDrill(bench, servers.slice(2), null);
  await bench.untilEnded(other);

  const id = await startDrill(bench, servers.slice(0, 2), 0);
  const seen = await untilCleaned(bench, id);
  expect(seen.status).toBe("COMPLETED");
  expect(serverStatuses(seen)).toEqual(["TERMINATED", "TERMINATED"]);
  expect(seen.servers).toMatchObject({ total: 2, healthy: 2, failed: 0 });
  expect((await terminationCalls(bench)).flat().sort()).toEqual(instanceIds(seen).sort());
  expect(await bench.aws.instancesOf(servers[0].sourceServerId)).toEqual([]);
  expect(await bench.aws.instancesOf(servers[2]?.sourceServerId ?? "")).toHaveLength(1);
  expect(serverStatuses(await bench.view(other))).toEqual(["HEALTHY"]);
  expect(seen.cleanup).toMatchObject({ error: null, leftovers: [] });
  const kinds = await bench.eventKinds(id);
  expect(kinds.filter((kind) => kind.startsWith("cleanup."))).toEqual([
    "cleanup.scheduled",
    "cleanup.started",
    "cleanup.terminating",
    "cleanup.terminated",
    "cleanup.done",
  ]);
  // Its own state machine ran from waiting to the end.
  await waitUntil(async () => (await bench.cleanupTrigger.describe(await runOf(id))).status === "SUCCEEDED", {
    what: "The state machine of the clean-up did not end",
    seconds: 60,
  });
});

test("a clean-up waits until it is due, and can be put off", async () => {
  const servers = await bench.freeServers(1);
  const id = await startDrill(bench, servers, 60);
  const ended = await bench.untilEnded(id);
  expect(ended.cleanup).toMatchObject({ status: "SCHEDULED", number: 1 });
  expect(Date.parse(ended.cleanup.dueAt ?? "")).toBeGreaterThan(Date.now() + 55 * 60_000);

  await requestCleanup(bench.ctx, { executionId: id, afterMinutes: 120, comment: "one more test" });
  expect(Date.parse((await bench.view(id)).cleanup.dueAt ?? "")).toBeGreaterThan(Date.now() + 115 * 60_000);
  expect(await bench.aws.instancesOf(servers[0].sourceServerId)).toHaveLength(1);

  await makeDue(id);
  const seen = await untilCleaned(bench, id);
  expect(seen.cleanup).toMatchObject({ number: 1, comment: "one more test" });
  expect(await bench.aws.instancesOf(servers[0].sourceServerId)).toEqual([]);
});

test("a clean-up that is taken back terminates nothing, and another one may be asked for by hand", async () => {
  const servers = await bench.freeServers(1);
  const id = await startDrill(bench, servers, 60);
  await bench.untilEnded(id);
  await waitUntil(async () => (await cleanupRow(bench, id)).engineStartedAt !== null, {
    what: "The state machine of the clean-up was not started",
    seconds: 60,
  });
  const run = await runOf(id);
  await dropCleanup(bench.ctx, { executionId: id, comment: "still needed" });
  await waitUntil(async () => (await bench.cleanupTrigger.describe(run)).status === "SUCCEEDED", {
    what: "The state machine of the dropped clean-up did not end",
    seconds: 60,
  });
  expect((await bench.view(id)).cleanup.status).toBe("DROPPED");
  expect(await bench.aws.instancesOf(servers[0].sourceServerId)).toHaveLength(1);
  await expect(dropCleanup(bench.ctx, { executionId: id })).rejects.toMatchObject({ code: "INVALID_STATE" });

  expect(await requestCleanup(bench.ctx, { executionId: id })).toMatchObject({ cleanup: 2 });
  const seen = await untilCleaned(bench, id);
  expect(seen.cleanup.number).toBe(2);
  await expect(requestCleanup(bench.ctx, { executionId: id })).rejects.toMatchObject({
    code: "INVALID_STATE",
    message: expect.stringContaining("Nothing is left") as string,
  });
});

test("what a terminated instance left in EC2 is reported with what it costs", async () => {
  const [server] = await bench.freeServers(1);
  const { sourceServerId } = server;
  await bench.aws.addFault({ service: "ec2", sourceServerId, effect: { kind: "leaves-volume" } });
  const id = await startDrill(bench, [server], null);
  await bench.untilEnded(id);
  await waitUntil(
    async () => (await bench.ctx.db.executionServer.findFirstOrThrow({ where: { executionId: id } })).taggedAt !== null,
    { what: "The instance was not tagged", seconds: 60 },
  );
  await requestCleanup(bench.ctx, { executionId: id });
  const { cleanup } = await untilCleaned(bench, id);
  expect(cleanup.leftovers).toHaveLength(1);
  expect(cleanup.leftovers[0]).toMatchObject({
    kind: "volume",
    id: expect.stringMatching(/^vol-/) as string,
    hostname: server.hostname,
    accountId: server.accountId,
    region: server.region,
    state: expect.stringMatching(/available|in-use/) as string,
  });
  expect(cleanup.leftovers[0]?.costPerHourUsd).toBeGreaterThan(0);
  expect(cleanup.leftovers[0]?.costSoFarUsd).toBeGreaterThanOrEqual(0);
});

test("a refusal is told and tried again; after half an hour of it the clean-up fails, with what is left", async () => {
  const [server] = await bench.freeServers(1);
  await bench.aws.addFault({
    service: "drs",
    operation: "TerminateRecoveryInstances",
    effect: { kind: "access-denied" },
  });
  const id = await startDrill(bench, [server], 0);
  const seen = await bench.until(id, "The refusal was not told", ({ cleanup }) => cleanup.error !== null);
  expect(seen.cleanup).toMatchObject({ status: "RUNNING", error: expect.stringContaining("AccessDenied") as string });
  // As if half an hour had passed.
  await bench.ctx.db.cleanup.updateMany({
    where: { executionId: id },
    data: { refusedSince: new Date(Date.now() - 31 * 60_000) },
  });
  const failed = await bench.until(id, "The clean-up did not fail", ({ cleanup }) => cleanup.status === "FAILED");
  expect(failed.cleanup.error).toContain("AccessDenied");
  expect(failed.cleanup.leftovers.map(({ kind }) => kind)).toContain("instance");
  expect((await bench.eventKinds(id)).filter((kind) => kind === "cleanup.refused")).toHaveLength(1);

  await bench.aws.clearFaults();
  await requestCleanup(bench.ctx, { executionId: id });
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED"]);
});

test("a clean-up whose state machine was stopped is done all the same", async () => {
  const [server] = await bench.freeServers(1);
  const id = await startDrill(bench, [server], 60);
  await bench.untilEnded(id);
  await waitUntil(async () => (await cleanupRow(bench, id)).engineStartedAt !== null, {
    what: "The state machine of the clean-up was not started",
    seconds: 60,
  });
  const executionArn = bench.cleanupTrigger.executionArn(await runOf(id));
  const client = new SFNClient({ region: HOME_REGION, endpoint: bench.aws.url });
  await client.send(new StopExecutionCommand({ executionArn }));
  await waitUntil(async () => (await cleanupRow(bench, id)).engineStoppedAt !== null, {
    what: "That the state machine was stopped was not noticed",
    seconds: 60,
  });
  await makeDue(id);
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED"]);
});

test("an instance that somebody protects stays; DRS's own words say why, and it is tried again", async () => {
  const [server, other] = await bench.freeServers(2);
  if (other === undefined) throw new Error("There is one server only.");
  const id = await startDrill(bench, [server, other], null);
  const ended = await bench.untilEnded(id);
  const ec2 = await ec2Of(bench, server);
  const kept = ended.waves[0]?.servers.find(({ sourceServerId }) => sourceServerId === server.sourceServerId);
  const InstanceId = kept?.recoveryInstanceId ?? "";
  const protect = (Value: boolean) => ({ InstanceId, DisableApiTermination: { Value } });
  await ec2.send(new ModifyInstanceAttributeCommand(protect(true)));
  await requestCleanup(bench.ctx, { executionId: id });
  const refused = await bench.until(id, "The reason was not shown", ({ cleanup }) => cleanup.error !== null);
  expect(refused.cleanup).toMatchObject({ status: "RUNNING", error: containing("disableApiTermination") });
  expect(serverStatuses(refused).sort()).toEqual(["HEALTHY", "TERMINATED"]);
  expect((await instanceOf(ec2, InstanceId))?.State?.Name).toBe("running");

  await ec2.send(new ModifyInstanceAttributeCommand(protect(false)));
  expect(serverStatuses(await untilCleaned(bench, id))).toEqual(["TERMINATED", "TERMINATED"]);
});
