import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import type { Implementation } from "../wire/operation.ts";
import { QUERY_WORDS } from "../wire/words.ts";
import { route53State } from "../world.ts";
import type { Route53State } from "./records.ts";

/** Amazon Route 53 quotas: five requests a second for an account, whatever they ask for. */
const PER_SECOND = 5;

/** What an account may still ask for at a wall-clock moment. */
type Allowance = { at: number; requests: number };

const allowances = new WeakMap<Route53State, Allowance>();

/** An operation that is refused while its account asks too often. Seconds are those of the wall clock. */
export function limited({ name, run }: Implementation): Implementation {
  return {
    name,
    run: (call, input) => {
      take(call);
      return run(call, input);
    },
  };
}

function take({ sim, accountId }: Call): void {
  const account = route53State(sim.world, accountId);
  const now = wallNow();
  const before = allowances.get(account) ?? { at: now, requests: PER_SECOND };
  const requests = Math.min(PER_SECOND, before.requests + ((now - before.at) / 1000) * PER_SECOND);
  if (requests < 1) throw QUERY_WORDS.throttled;
  allowances.set(account, { at: now, requests: requests - 1 });
}
