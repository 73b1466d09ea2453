import { afterAll, beforeAll, expect, test } from "vitest";

import { type ServerOutcome, serversOf } from "#lib/domain/outcome-report/outcome-report.ts";
import { decideWave } from "#lib/services/executions/decide.ts";
import { getOutcome, getOutcomeCsv } from "#lib/services/executions/outcome.ts";
import { requestCleanup } from "#lib/services/executions/request-cleanup.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeAll(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
});
afterAll(() => bench.close());

function factsOf({ result, isCritical, usedPreviousSnapshot, attempts, skipped, error }: ServerOutcome) {
  return { result, isCritical, usedPreviousSnapshot, attempts, skipped, error };
}

test("the outcome says of every server what became of it, and the clean-up changes nothing of it", async () => {
  const servers = await bench.freeServers(4);
  const [well, older, ill, failing] = servers.map(({ sourceServerId }) => sourceServerId);
  const rawError = "InsufficientInstanceCapacity: none left";
  await bench.aws.addFault({ service: "drs", sourceServerId: older, effect: { kind: "previous-snapshot" } });
  await bench.aws.addFault({ service: "ec2", sourceServerId: ill, effect: { kind: "unhealthy" } });
  await bench.aws.addFault({ service: "drs", sourceServerId: failing, effect: { kind: "launch-failed", rawError } });
  const plan = await bench.createPlan([servers], {
    policy: { optionalServerIds: [failing ?? ""] },
  });
  await bench.ctx.db.recoveryPlan.update({ where: { id: plan.id }, data: { rtoMinutes: 60 } });
  const executionId = await bench.start(plan.id);
  await bench.until(
    executionId,
    "It did not launch",
    (seen) => seen.servers.healthy === 2 && seen.servers.launched === 1,
  );
  // An hour passes, as far as the deadline of the last one is concerned.
  await bench.ctx.db.executionServer.updateMany({
    where: { executionId, sourceServerId: ill ?? "" },
    data: { launchedAt: new Date(Date.now() - 3_600_000) },
  });
  await bench.until(executionId, "Nobody was asked", (seen) => seen.wavesToDecide.length > 0);
  await decideWave(bench.ctx, {
    executionId,
    waveNumber: 1,
    action: "skip",
    sourceServerIds: [ill ?? ""],
    comment: "later",
  });
  await bench.untilEnded(executionId);

  const { report, before } = await getOutcome(bench.ctx, executionId);
  expect(before).toBeNull();
  const byId = new Map(serversOf(report).map((server) => [server.sourceServerId, server]));
  const outcome = (id: string | undefined) => {
    const server = byId.get(id ?? "");
    return server === undefined ? null : factsOf(server);
  };
  const healthy = { result: "HEALTHY", isCritical: true, attempts: 1, skipped: null, error: null };
  expect(outcome(well)).toEqual({ ...healthy, usedPreviousSnapshot: false });
  expect(outcome(older)).toEqual({ ...healthy, usedPreviousSnapshot: true });
  expect(outcome(ill)).toMatchObject({ result: "SKIPPED", skipped: { by: bench.ctx.actor.name, reason: "later" } });
  expect(outcome(failing)).toMatchObject({ result: "FAILED", isCritical: false, attempts: 1 });
  expect(byId.get(failing ?? "")?.failure?.message).toContain(rawError);
  expect(report.totals).toEqual({
    ...{ total: 4, healthy: 2, launchedNeverHealthy: 0, failed: 1, skipped: 1, notLaunched: 0 },
    ...{ launched: 3, usedPreviousSnapshot: 1 },
  });
  expect(report.achieved).toMatchObject({
    rto: { seconds: null, reason: "NOT_RECOVERED", decidedBy: null },
    critical: { recovered: 2, total: 3 },
    optional: { recovered: 0, total: 1 },
  });
  expect(report.problems.map(({ hostname }) => hostname)).toContain(byId.get(failing ?? "")?.hostname);

  const { text } = await getOutcomeCsv(bench.ctx, executionId);
  const [head = "", ...lines] = text.trimEnd().split("\r\n");
  const columns = head.split(",");
  const cell = (id: string | undefined, column: string) =>
    lines.find((line) => line.includes(id ?? "none"))?.split(",")[columns.indexOf(column)];
  expect(lines).toHaveLength(4);
  expect([well, older, ill, failing].map((id) => cell(id, "result"))).toEqual([
    "HEALTHY",
    "HEALTHY",
    "SKIPPED",
    "FAILED",
  ]);
  expect([well, older].map((id) => cell(id, "used_previous_snapshot"))).toEqual(["false", "true"]);
  expect([cell(ill, "skipped_by"), cell(ill, "skip_reason")]).toEqual([bench.ctx.actor.name, "later"]);

  await requestCleanup(bench.ctx, { executionId });
  await bench.until(executionId, "Nothing was terminated", (seen) => seen.cleanup.status === "DONE");
  expect((await getOutcome(bench.ctx, executionId)).report).toEqual(report);
});
