import { type ActionRun, renewClaim } from "#lib/db/action-runs.ts";
import { databaseNow } from "#lib/db/clock.ts";

import type { Engine } from "../engine.ts";
import { addSeconds } from "../launching/claim.ts";

/** Of a claim, the part after which it is renewed. */
const RENEW_SHARE = 1 / 3;
/** Of a claim, the part in which a request may leave. */
const CALL_SHARE = 0.8;

export type Hold = { signal: AbortSignal; deadline: number; release: () => void };

/**
 * Keeps the claim of a try alive for as long as its call takes, because a function may run for a quarter of an hour.
 * `signal` aborts once the claim cannot be kept. No request leaves after `deadline`, milliseconds of `Date.now()`.
 */
export function holdClaim(engine: Engine, run: ActionRun): Hold {
  const { launchClaimSeconds } = engine.settings;
  const lost = new AbortController();
  const deadline = Date.now() + launchClaimSeconds * CALL_SHARE * 1000;
  const renew = async (): Promise<void> => {
    const { db } = engine.context;
    const isOurs = await renewClaim(db, run, addSeconds(await databaseNow(db), launchClaimSeconds));
    if (!isOurs) lost.abort();
  };
  const timer = setInterval(
    () => void renew().catch((error: unknown) => engine.log.warn({ err: error }, "A claim could not be renewed")),
    launchClaimSeconds * RENEW_SHARE * 1000,
  );
  return { signal: lost.signal, deadline, release: () => clearInterval(timer) };
}
