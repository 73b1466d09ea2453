import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeRecoverySnapshots } from "#lib/aws/drs-snapshots.ts";
import { inBatches } from "#lib/aws/drs-values.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { type ExecutionServer, findExecution, listExecutionServers, updateServer } from "#lib/db/executions.ts";
import { claimDoubtfulLaunch, findLaunch, isUnresolved, type Launch, updateLaunch } from "#lib/db/launches.ts";
import { serversNamed } from "#lib/db/source-servers.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import {
  ExecutionPointInTime,
  LATEST_DATA,
  type LaunchedSnapshot,
  LaunchPointInTime,
} from "#lib/domain/point-in-time/choice.ts";
import { isSourceGone } from "#lib/domain/point-in-time/choose-snapshot.ts";
import { type LaunchSnapshot, launchSnapshot, needsSnapshots } from "#lib/domain/point-in-time/launch-snapshot.ts";
import { serverKey } from "#lib/domain/regions.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";
import { addSeconds } from "./claim.ts";
import { failServer } from "./server-changes.ts";

/** DRS tells the snapshots of one server a call. */
const CALLS_AT_ONCE = 5;

type Wanted = { server: ExecutionServer; wanted: LaunchPointInTime; isGone: boolean };

/** A launch with the snapshots that its call is to name. */
export type ReadyLaunch = { launch: Launch; snapshots: LaunchedSnapshot[] };

/**
 * Chooses the snapshots that a call is to name, by what DRS keeps at this moment. Servers that have nothing to be launched
 * from fail and are left out. Null where none is left or somebody else has the launch now: the call must not be sent.
 * Nothing was sent before this and nothing is by it, so it may be repeated.
 */
export async function chooseLaunchSnapshots(
  engine: Engine,
  launch: Launch,
  place: AwsPlace,
): Promise<ReadyLaunch | null> {
  const asking = (await listWanted(engine, launch)).filter((each) => needsSnapshots(each.wanted, each.isGone));
  const found: { server: ExecutionServer; chosen: LaunchSnapshot }[] = [];
  for (const batch of inBatches(asking, CALLS_AT_ONCE)) {
    if (!(await keepClaim(engine, launch))) return null;
    const answers = await Promise.all(
      batch.map(async ({ server, wanted, isGone }) => {
        const kept = await describeRecoverySnapshots(engine.aws, place, server.sourceServerId);
        return { server, chosen: launchSnapshot(wanted, kept, isGone) };
      }),
    );
    found.push(...answers);
  }
  const snapshots = found.flatMap(({ server, chosen }) => (chosen.kind === "use" ? [toLaunched(server, chosen)] : []));
  const failures = new Map(
    found.flatMap(({ server, chosen }) =>
      chosen.kind === "fail" ? [[server.sourceServerId, chosen.message] as const] : [],
    ),
  );
  if (failures.size === 0) return { launch, snapshots };
  const left = await leaveOut(engine, launch, failures);
  return left === null ? null : { launch: left, snapshots };
}

async function listWanted({ context: { db } }: Engine, launch: Launch): Promise<Wanted[]> {
  const execution = await findExecution(db, launch.executionId);
  const servers = await listExecutionServers(db, { executionId: launch.executionId, launchId: launch.id });
  const { sourceGone } = readStoredJson(ExecutionPointInTime.nullable(), execution?.pointInTime ?? null) ?? LATEST_DATA;
  const known = sourceGone === "PER_SERVER" ? await serversNamed(db, servers) : [];
  const seen = new Map(known.map((server) => [serverKey(server), server]));
  return servers.map((server) => {
    const { lastSeenAt = null, syncedAt } = seen.get(serverKey(server)) ?? {};
    // By the reading that it comes from: an inventory that stands still makes no source go.
    const isGone = isSourceGone({ lastSeenAt }, { sourceGone, now: syncedAt ?? new Date() });
    const wanted = readStoredJson(LaunchPointInTime.nullable(), server.pointInTime) ?? { kind: "LATEST" as const };
    return { server, wanted, isGone };
  });
}

/** A hundred servers are asked for longer than a claim lasts. */
async function keepClaim(engine: Engine, { id, claimedBy }: Launch): Promise<boolean> {
  const { db } = engine.context;
  const claimUntil = addSeconds(await databaseNow(db), engine.settings.launchClaimSeconds);
  return (await claimDoubtfulLaunch(db, { id, claimedBy }, { claimedBy, claimUntil })) !== null;
}

/** Fails servers of a launch and takes them out of it. Null where none is left, or it is not ours any more. */
async function leaveOut(engine: Engine, launch: Launch, failures: ReadonlyMap<string, string>): Promise<Launch | null> {
  return changeExecution(engine, launch.executionId, async (tx) => {
    const current = await findLaunch(tx.db, launch.id);
    if (current === null || !isUnresolved(current) || current.claimedBy !== launch.claimedBy) return null;
    const servers = await listExecutionServers(tx.db, { executionId: launch.executionId, launchId: launch.id });
    for (const server of servers) {
      const message = failures.get(server.sourceServerId);
      if (message === undefined || server.status !== "LAUNCHING") continue;
      await failServer(tx, server, { service: "DRS Orchestrator", operation: "Point in time", message });
      await updateServer(tx.db, server, { launchId: null });
    }
    const serverIds = launch.serverIds.filter((id) => !failures.has(id));
    if (serverIds.length > 0) return updateLaunch(tx.db, launch.id, { serverIds });
    const note = "Not sent: none of its servers has a snapshot to be launched from.";
    await updateLaunch(tx.db, launch.id, { refusedAt: tx.now(), note });
    return null;
  });
}

function toLaunched(server: ExecutionServer, chosen: Extract<LaunchSnapshot, { kind: "use" }>): LaunchedSnapshot {
  const { snapshot, replaces } = chosen;
  return {
    sourceServerId: server.sourceServerId,
    snapshotId: snapshot.id,
    at: snapshot.at.toISOString(),
    replaces:
      replaces === null
        ? null
        : {
            snapshotId: replaces.snapshot.id,
            at: replaces.snapshot.at.toISOString(),
            minutesOlder: replaces.minutesOlder,
          },
  };
}
