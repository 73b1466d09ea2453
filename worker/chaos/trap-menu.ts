import type { Disturbance } from "./disturbance-menu.ts";
import type { PlannedFault } from "./fault-menu.ts";
import type { Random } from "./random.ts";

/** A fault and a disturbance that hit the same moment, which chance alone would bring together once in a thousand runs. */
export type Trap = { faults: PlannedFault[]; disturbances: Disturbance[] };

/** Longer than a claim, its grace and the search for the job together, so that somebody else has launched meanwhile. */
const FROZEN_SECONDS = [9, 12] as const;

const TRAPS: readonly [(random: Random) => Trap, ...((random: Random) => Trap)[]] = [
  // The claim is confirmed, the session is not there yet: the request leaves when the worker wakes, or had better not.
  (random) => held(random, { service: "sts", operation: "AssumeRole", seconds: 2 }),
  // The look for what is in the way is answered when it is no longer true.
  (random) => held(random, { service: "drs", operation: "DescribeRecoveryInstances", seconds: 2 }),
  // AWS has started the job, and its answer waits for a worker that sleeps.
  (random) => held(random, { service: "drs", operation: "StartRecovery", seconds: 2 }),
  // The call is given up while AWS still holds it, and takes effect when the search is nearly over.
  (random) => {
    const effect = { kind: "latency", seconds: random.int(4, 6), when: "before" };
    const rule = { service: "drs", operation: "StartRecovery", times: 2, effect };
    const deed = { kind: "kill-worker", replacedAfterSeconds: 0 } as const;
    return {
      faults: [{ name: "late effect", rule }],
      disturbances: [{ onCall: "StartRecovery", nth: random.int(1, 2), deed }],
    };
  },
];

/** One in a run of four. */
export function someTrap(random: Random): Trap {
  return random.chance(0.25) ? random.pick(TRAPS)(random) : { faults: [], disturbances: [] };
}

function held(random: Random, call: { service: string; operation: string; seconds: number }): Trap {
  const { service, operation, seconds } = call;
  const rule = { service, operation, forSeconds: 12, effect: { kind: "latency", seconds } };
  const deed = { kind: "freeze-worker", seconds: random.int(...FROZEN_SECONDS) } as const;
  return {
    faults: [{ name: `held ${operation}`, rule }],
    disturbances: [{ onCall: operation, nth: random.int(1, 3), deed }],
  };
}
