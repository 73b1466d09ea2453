import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";

import { snapshotReadingsOf } from "#lib/db/snapshot-readings.ts";
import type { StartPlanInput } from "#lib/domain/execution-input.ts";
import type { ExecutionServerView, ExecutionView } from "#lib/domain/execution.ts";
import type { Snapshot } from "#lib/domain/point-in-time/choose-snapshot.ts";
import { newestAtOrBefore } from "#lib/domain/point-in-time/choose-snapshot.ts";
import { serverKey } from "#lib/domain/regions.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import { startExecution } from "#lib/services/executions/start.ts";
import type { RunningProcess } from "#scripts/stack/process.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";
import { PATIENCE_SECONDS, type Servers } from "./testing/plans.ts";

const StartRecovery = z.object({
  sourceServers: z.array(z.object({ sourceServerID: z.string(), recoverySnapshotID: z.string().optional() })),
});

let bench: EngineBench;
let worker: RunningProcess;
beforeEach(async () => {
  bench = await openEngineBench();
  worker = await bench.startWorker();
});
afterEach(() => bench.close());

/** A plan with these servers in one wave, once the worker has read their snapshots. */
async function readPlan(servers: Servers) {
  const plan = await bench.createPlan([servers], { policy: { onFailure: "ABORT" } });
  const snapshots = await waitUntil(
    async () => {
      const readings = await snapshotReadingsOf(bench.ctx.db, servers);
      const all = servers.map((server) => readings.get(serverKey(server))?.snapshots ?? []);
      return all.every((each) => each.length > 0) ? all : undefined;
    },
    { what: "The snapshots were not read", seconds: PATIENCE_SECONDS },
  );
  return { planId: plan.id, snapshots };
}

async function start(input: StartPlanInput): Promise<string> {
  const { name } = await bench.ctx.db.recoveryPlan.findUniqueOrThrow({ where: { id: input.planId } });
  const run = await startExecution(bench.ctx, { ...input, ...(input.type === "RECOVERY" && { confirm: name }) });
  await bench.trigger.start(run);
  return run.executionId;
}

/** What every StartRecovery call that AWS took named, in order. */
async function namedSnapshots(): Promise<[string, string | undefined][]> {
  const calls = await bench.aws.calls("StartRecovery");
  return calls
    .filter(({ status }) => status === 202)
    .flatMap(({ request }) => StartRecovery.parse(request).sourceServers)
    .map(({ sourceServerID, recoverySnapshotID }) => [sourceServerID, recoverySnapshotID]);
}

function serversOf(seen: ExecutionView): Map<string, ExecutionServerView> {
  return new Map(seen.waves.flatMap((wave) => wave.servers).map((server) => [server.sourceServerId, server]));
}

/** Of the snapshots of the last hour one that is gone soon: a full hour, 12 s at this speed, is kept for a day. */
function passing(snapshots: readonly Snapshot[]): Snapshot {
  const lastHour = (snapshots[6]?.at.getTime() ?? 0) + 12_000;
  const found = snapshots.slice(1, 3).find(({ at }) => Math.abs(at.getTime() - lastHour) > 1000);
  if (found === undefined) throw new Error("The server has no snapshots of the last hour.");
  return found;
}

async function advance(seconds: number): Promise<void> {
  const body = JSON.stringify({ seconds });
  const headers = { "content-type": "application/json" };
  await fetch(`${bench.aws.url}/_control/clock/advance`, { method: "POST", body, headers });
}

test("at a moment every call names exactly the newest snapshot of each server up to it, and the servers say so", async () => {
  // More than DRS is asked about at once.
  const servers = await bench.freeServers(7);
  const { planId, snapshots } = await readPlan(servers);
  // Days ago, in simulated time.
  const at = new Date(Date.now() - 900_000);
  const expected = servers.map((server, index) => {
    return [server.sourceServerId, newestAtOrBefore(snapshots[index] ?? [], at)] as const;
  });
  const seen = await bench.untilEnded(await start({ planId, type: "DRILL", pointInTime: { at: at.toISOString() } }));
  expect(seen.status).toBe("COMPLETED");
  expect((await namedSnapshots()).sort()).toEqual(expected.map(([id, snapshot]) => [id, snapshot?.id]).sort());
  for (const [id, snapshot] of expected) {
    expect(serversOf(seen).get(id)).toMatchObject({
      launchedFrom: { snapshotId: snapshot?.id, at: snapshot?.at.toISOString(), isPrevious: false },
      phases: [{ phase: "SNAPSHOT", status: "NOT_NEEDED" }, {}, {}, {}],
    });
  }
});

test("a snapshot that expired before its launch is replaced by the next older one and told, or its server fails", async () => {
  const servers = await bench.freeServers(2);
  const { planId, snapshots } = await readPlan(servers);
  await worker.stop();
  const [replaced, failing] = servers.map(({ sourceServerId }, index) => {
    return { sourceServerId, chosen: passing(snapshots[index] ?? []) };
  });
  if (replaced === undefined || failing === undefined) throw new Error("Two servers are needed.");
  const id = await start({
    planId,
    type: "DRILL",
    servers: [
      { sourceServerId: replaced.sourceServerId, pointInTime: { snapshotId: replaced.chosen.id } },
      {
        sourceServerId: failing.sourceServerId,
        pointInTime: { snapshotId: failing.chosen.id, mayBeOlderByMinutes: 0 },
      },
    ],
  });
  await advance(7200);
  await bench.startWorker();
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("FAILED");
  const { launchedFrom } = serversOf(seen).get(replaced.sourceServerId) ?? {};
  expect(Date.parse(launchedFrom?.at ?? "")).toBeLessThan(replaced.chosen.at.getTime());
  expect(await namedSnapshots()).toEqual([[replaced.sourceServerId, launchedFrom?.snapshotId]]);
  expect(serversOf(seen).get(failing.sourceServerId)).toMatchObject({
    status: "FAILED",
    launchedFrom: null,
    error: expect.stringMatching(`${failing.chosen.id} of .* is not kept any more. Left are`) as string,
  });
  const told = (await bench.eventKinds(id)).filter((kind) => kind === "launch.snapshot-replaced");
  expect(told).toHaveLength(1);
});

test("a recovery whose sources are gone launches the newest snapshots there are at its launch", async () => {
  const servers = await bench.freeServers(2);
  const { planId } = await readPlan(servers);
  const seen = await bench.untilEnded(await start({ planId, type: "RECOVERY", isSourceGone: "yes" }));
  expect(seen).toMatchObject({ status: "COMPLETED", pointInTime: { sourceGone: "YES" } });
  const named = new Map(await namedSnapshots());
  for (const { sourceServerId } of servers) {
    expect(named.get(sourceServerId)).toMatch(/^pit-/);
    const { launchedFrom } = serversOf(seen).get(sourceServerId) ?? {};
    expect(launchedFrom).toMatchObject({ snapshotId: named.get(sourceServerId), isPrevious: false });
  }
});

test("server by server only what DRS has not seen lately counts as gone", async () => {
  const servers = await bench.freeServers(2);
  const [gone, alive] = servers as [SourceServerView, SourceServerView];
  const { planId } = await readPlan(servers);
  await worker.stop();
  const { accountId, region, sourceServerId } = gone;
  const key = { accountId, region, sourceServerId };
  const id = await start({ planId, type: "RECOVERY", isSourceGone: "per-server" });
  const lastSeenAt = new Date(Date.now() - 600_000);
  await bench.ctx.db.sourceServer.update({ where: { accountId_region_sourceServerId: key }, data: { lastSeenAt } });
  // The inventory is not read again meanwhile.
  await bench.startWorker({ INVENTORY_SYNC_SECONDS: "600" });
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
  const named = new Map(await namedSnapshots());
  expect(named.get(gone.sourceServerId)).toMatch(/^pit-/);
  expect(named.get(alive.sourceServerId)).toBeUndefined();
});

test("an earlier snapshot that DRS fell back to is flagged, with its moment", async () => {
  const [server] = await bench.freeServers(1);
  const { sourceServerId } = server;
  await bench.aws.addFault({ service: "drs", sourceServerId, effect: { kind: "previous-snapshot" } });
  const plan = await bench.createPlan([[server]]);
  const id = await bench.start(plan.id);
  await bench.untilEnded(id);
  const seen = await bench.until(id, "The moment was not told", (view) => {
    return serversOf(view).get(sourceServerId)?.launchedFrom?.at !== null;
  });
  expect(serversOf(seen).get(sourceServerId)?.launchedFrom).toMatchObject({ snapshotId: null, isPrevious: true });
  expect(await bench.eventKinds(id)).toContain("server.previous-snapshot");
});

test("a look for snapshots that outlasts the claim, and one that is refused, launch nothing twice", async () => {
  const [server] = await bench.freeServers(1);
  const { planId } = await readPlan([server]);
  const look = { service: "drs", operation: "DescribeRecoverySnapshots", times: 1 };
  await bench.aws.addFault({ ...look, effect: { kind: "latency", seconds: 7, when: "before" } });
  await bench.aws.addFault({ ...look, effect: { kind: "throttled" } });
  const seen = await bench.untilEnded(await start({ planId, type: "DRILL", pointInTime: "newest-snapshot" }));
  expect(seen.status).toBe("COMPLETED");
  expect((await bench.aws.launchesPerServer()).get(server.sourceServerId)).toBe(1);
});

test("a snapshot that expires between the look and the call fails nobody: it is looked for again", async () => {
  const [server] = await bench.freeServers(1);
  const { planId, snapshots } = await readPlan([server]);
  const oldest = snapshots[0]?.at(-1);
  const message = `RecoverySnapshot ${oldest?.id ?? ""} not found`;
  const effect = { kind: "error", status: 404, code: "ResourceNotFoundException", message };
  await bench.aws.addFault({ service: "drs", operation: "StartRecovery", times: 1, effect });
  const servers = [{ sourceServerId: server.sourceServerId, pointInTime: { snapshotId: oldest?.id ?? "" } }];
  const seen = await bench.untilEnded(await start({ planId, type: "DRILL", servers }));
  expect(seen.status).toBe("COMPLETED");
  expect(await namedSnapshots()).toEqual([[server.sourceServerId, oldest?.id]]);
});
