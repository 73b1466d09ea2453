import { setTimeout as delay } from "node:timers/promises";

import type { AccountClients } from "#lib/aws/account-clients.ts";
import { awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";
import { describeRecoveryInstances, describeSourceServers, hasSnapshot } from "#lib/aws/drs-inventory.ts";
import { needsSnapshotLookup, toSourceServer } from "#lib/aws/source-server-mapping.ts";
import { type AccountRegionRow, listAccountRegions, saveInventory, saveRegionSync } from "#lib/db/inventory.ts";
import { saveDataMoments } from "#lib/db/instance-care.ts";
import { takeLease } from "#lib/db/leases.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";
import { isInstanceAlive } from "#lib/domain/drs-job.ts";
import type { Context } from "#lib/services/context.ts";
import { inTransaction } from "#lib/services/transaction.ts";
import type { Log } from "#lib/log.ts";

import { noteGoneInstances } from "./gone-instances.ts";

export type InventoryJob = {
  context: Context;
  aws: AccountClients;
  workerId: string;
  syncSeconds: number;
  log: Log;
};

const LOOK_EVERY_MS = 1000;
const LEASE_SECONDS = 120;

/** Reads every account and Region again when its turn has come, or when somebody asked for it. */
export async function keepInventory(job: InventoryJob, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const now = job.context.now();
      const places = await listAccountRegions(job.context.db);
      await Promise.all(
        places.filter((place) => isDue(place, job.syncSeconds, now)).map((place) => syncPlace(job, place)),
      );
    } catch (error) {
      job.log.error({ err: error }, "The inventory could not be read; trying again");
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function isDue(place: AccountRegionRow, syncSeconds: number, now: Date): boolean {
  if (place.triedAt === null) return true;
  const asked = place.account.syncRequestedAt;
  return (asked !== null && asked > place.triedAt) || now.getTime() - place.triedAt.getTime() >= syncSeconds * 1000;
}

/** One account and Region in trouble never holds up the others, and what was known of it stays. */
async function syncPlace(job: InventoryJob, row: AccountRegionRow): Promise<void> {
  const { context, aws } = job;
  const { accountId, region } = row;
  const lease = { name: `inventory:${accountRegionKey(row)}`, owner: job.workerId, seconds: LEASE_SECONDS };
  if (!(await takeLease(context.db, lease))) return;
  const at = context.now();
  try {
    const place = { access: row.account, region };
    const [found, instances] = await Promise.all([
      describeSourceServers(aws, place),
      describeRecoveryInstances(aws, place),
    ]);
    const live = Map.groupBy(instances.filter(isInstanceAlive), (instance) => instance.sourceServerId);
    const servers = await Promise.all(
      found.map(async (server) =>
        toSourceServer(server, {
          accountId,
          region,
          at,
          instances: live.get(server.sourceServerID ?? "") ?? [],
          hasSnapshot: needsSnapshotLookup(server) && (await hasSnapshot(aws, place, server.sourceServerID ?? "")),
        }),
      ),
    );
    // All at once: half an inventory would look like servers that vanished.
    await inTransaction(context, async ({ db }) => {
      await saveInventory(db, row, { servers, at });
      await saveRegionSync(db, row, { state: "OK", triedAt: at, syncedAt: at, error: null });
    });
    await saveDataMoments(context.db, row, instances);
    await noteGoneInstances(job, place, { instances, at }).catch((error: unknown) => {
      job.log.warn(
        { err: error, accountId, region },
        "Instances that are gone could not be noted; the next sync repeats it",
      );
    });
  } catch (error) {
    const failure = awsFailureOf(error);
    job.log.warn({ accountId, region, failure }, "An account and Region could not be read");
    await saveRegionSync(context.db, row, { state: stateOf(failure.name), triedAt: at, error: awsWords(failure) });
  }
}

function stateOf(errorName: string): "NOT_INITIALIZED" | "NOT_ENABLED" | "ERROR" {
  if (errorName === "UninitializedAccountException") return "NOT_INITIALIZED";
  return errorName === "UnrecognizedClientException" || errorName === "AuthFailure" ? "NOT_ENABLED" : "ERROR";
}
