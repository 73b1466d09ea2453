import { setTimeout as delay } from "node:timers/promises";

import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { type ExecutionServer, listServersUnderWatch } from "#lib/db/executions.ts";
import { listServersToProtect, listServersToTag } from "#lib/db/instance-care.ts";
import { takeLease } from "#lib/db/leases.ts";
import { CARE_MS } from "#lib/domain/execution.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import { checkInstances } from "./instances.ts";
import { createPatience, type Patience } from "./patience.ts";
import { protectServers } from "./protection.ts";
import { tagServers } from "./tags.ts";

const LEASE_TICKS = 4;
const LEAST_LEASE_SECONDS = 10;
/** In how many ticks healthy instances are looked at once: about every minute. */
const TICKS_PER_CHECK = 12;
/** Servers for which AWS is called in one tick of an account and Region, for each kind of work. */
const A_TICK = 50;

/** One kind of care for instances. It answers the servers for which it did not work. */
type Chore = {
  name: string;
  work: (engine: Engine, aws: AwsPlace, servers: readonly ExecutionServer[]) => Promise<readonly ExecutionServer[]>;
};

const TAG: Chore = { name: "tag", work: tagServers };
const PROTECT: Chore = { name: "protect", work: protectServers };
const CHECK: Chore = { name: "check", work: checkInstances };

/**
 * Looks after instances that are up: tags them, protects recovered ones against termination, and notices those that
 * somebody terminated. Nothing waits for it, and what does not work is tried again.
 */
export async function keepTending(engine: Engine, signal: AbortSignal): Promise<void> {
  const seconds = engine.settings.watchSeconds;
  const patience = createPatience();
  for (let tick = 0; !signal.aborted; tick += 1) {
    try {
      const lease = { seconds: Math.max(LEAST_LEASE_SECONDS, seconds * LEASE_TICKS), owner: engine.workerId };
      const isMine = await takeLease(engine.context.db, { name: "tend", ...lease });
      if (isMine) await tendOnce(engine, patience, tick % TICKS_PER_CHECK === 0);
    } catch (error) {
      engine.log.error({ err: error }, "Instances could not be looked after; trying again");
    }
    await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}

async function tendOnce(engine: Engine, patience: Patience, isCheck: boolean): Promise<void> {
  const { db, now } = engine.context;
  const since = new Date(now().getTime() - CARE_MS);
  const [untagged, unprotected, healthy] = await Promise.all([
    listServersToTag(db, since),
    listServersToProtect(db, since),
    isCheck ? listServersUnderWatch(db, "HEALTHY") : [],
  ]);
  const keys = [
    ...untagged.map((server) => keyOf(TAG, server)),
    ...unprotected.map((server) => keyOf(PROTECT, server)),
  ];
  patience.keepOnly(new Set(keys));
  await Promise.all([
    ...inPlaces(untagged).map((servers) => doPatiently(engine, patience, { chore: TAG, servers })),
    ...inPlaces(unprotected).map((servers) => doPatiently(engine, patience, { chore: PROTECT, servers })),
    ...inPlaces(healthy).map((servers) => doChore(engine, CHECK, servers)),
  ]);
}

function inPlaces(servers: readonly ExecutionServer[]): ExecutionServer[][] {
  return [...Map.groupBy(servers, accountRegionKey).values()];
}

function keyOf({ name }: Chore, { executionId, recoveryInstanceId }: ExecutionServer): string {
  return `${name} ${executionId} ${recoveryInstanceId ?? ""}`;
}

async function doPatiently(
  engine: Engine,
  patience: Patience,
  { chore, servers }: { chore: Chore; servers: readonly ExecutionServer[] },
): Promise<void> {
  const nowMs = engine.context.now().getTime();
  const due = servers.filter((server) => patience.isDue(keyOf(chore, server), nowMs)).slice(0, A_TICK);
  for (const server of await doChore(engine, chore, due)) patience.failed(keyOf(chore, server), nowMs);
}

/** Of one account and Region. One in trouble does not keep the others waiting. */
async function doChore(
  engine: Engine,
  chore: Chore,
  servers: readonly ExecutionServer[],
): Promise<readonly ExecutionServer[]> {
  const [first] = servers;
  if (first === undefined) return [];
  try {
    return await chore.work(engine, await placeOf(engine.context.db, first), servers);
  } catch (error) {
    const { accountId, region } = first;
    const failure = awsFailureOf(error);
    engine.log.warn({ accountId, region, chore: chore.name, failure }, "Instances could not be looked after");
    return servers;
  }
}
