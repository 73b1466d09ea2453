import type { WatchedServer } from "#lib/db/executions.ts";
import { takeLease } from "#lib/db/leases.ts";
import { passesStatusChecks } from "#lib/domain/health.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

import type { Engine } from "../../engine.ts";
import { placeOf } from "../../place.ts";
import { judgeAgents, readAgents } from "./agents.ts";
import { lookAtAlarms } from "./alarms.ts";
import { followProbes } from "./follow-probes.ts";
import { type GatedServer, toGatedServer } from "./gated-server.ts";
import { saveLooks } from "./save-looks.ts";
import { sendProbes } from "./send-probes.ts";
import { checkFromWorker } from "./worker-checks.ts";

/** A worker that has not renewed its hold of a place's gates for so many looks is replaced, but not sooner than this. */
const LEASE_TICKS = 4;
const LEASE_SECONDS = 10;
/** Of a hold, the part in which calls may be under way. */
const CALL_SHARE = 0.8;

/** Servers of a place whose gates are asked: EC2's status checks pass. */
export function serversAtTheirGates(servers: readonly WatchedServer[]): GatedServer[] {
  return servers
    .filter(({ wave }) => wave.health !== null)
    .flatMap((server) => toGatedServer(server) ?? [])
    .filter(({ facts }) => passesStatusChecks(facts));
}

/** One look at all gates of a place, by whoever holds them. What one service does not answer keeps no other one waiting for long. */
export async function watchGates(engine: Engine, place: AccountRegion, servers: readonly GatedServer[]): Promise<void> {
  const first = await hold(engine, place);
  if (first === null) return;
  const aws = await placeOf(engine.context.db, place);
  const looking = { servers, signal: first.signal };
  const [agents, ...seen] = await Promise.all([
    readAgents(engine, aws, looking),
    lookAtAlarms(engine, aws, looking),
    checkFromWorker(engine, place, looking),
    followProbes(engine, aws, looking),
  ]);
  // Only who still holds them sends: another worker may have taken over while AWS was slow.
  const second = await hold(engine, place);
  // Who leaves has cut its own calls off, which says nothing of AWS.
  if (second === null || engine.leaving.aborted) return;
  const sent = await sendProbes(engine, aws, { servers, agents, ...second });
  await saveLooks(engine, servers, [...judgeAgents(servers, agents), ...seen.flat(), ...sent]);
}

async function hold(engine: Engine, place: AccountRegion): Promise<{ signal: AbortSignal; deadline: number } | null> {
  const seconds = Math.max(LEASE_SECONDS, LEASE_TICKS * engine.settings.watchSeconds);
  const callMs = seconds * CALL_SHARE * 1000;
  const deadline = Date.now() + callMs;
  const lease = { name: `gates:${accountRegionKey(place)}`, owner: engine.workerId, seconds };
  if (!(await takeLease(engine.context.db, lease))) return null;
  return { signal: AbortSignal.any([engine.leaving, AbortSignal.timeout(callMs)]), deadline };
}
