import type { Random } from "./random.ts";

/** When: so many seconds after the start, or as soon as AWS has got the nth call of an operation since. */
type Moment = { afterSeconds: number } | { onCall: string; nth: number };

export type Deed =
  | { kind: "kill-worker" | "stop-worker"; replacedAfterSeconds: number }
  | { kind: "freeze-worker"; seconds: number }
  | { kind: "add-worker" | "restart-postgres" | "stop-engine" }
  | { kind: "pause"; seconds: number }
  | { kind: "cancel" };

export type Disturbance = Moment & { deed: Deed };

const DEEDS: readonly [(random: Random) => Deed, ...((random: Random) => Deed)[]] = [
  (random) => ({ kind: "kill-worker", replacedAfterSeconds: random.int(0, 4) }),
  (random) => ({ kind: "kill-worker", replacedAfterSeconds: random.int(0, 4) }),
  (random) => ({ kind: "stop-worker", replacedAfterSeconds: random.int(0, 2) }),
  (random) => ({ kind: "freeze-worker", seconds: random.int(2, 10) }),
  (random) => ({ kind: "freeze-worker", seconds: random.int(5, 10) }),
  () => ({ kind: "add-worker" }),
  () => ({ kind: "restart-postgres" }),
  () => ({ kind: "stop-engine" }),
  (random) => ({ kind: "pause", seconds: random.int(1, 5) }),
];

/** Calls around which a worker holds something that nobody else knows. */
const CALLS = ["StartRecovery", "AssumeRole", "SendTaskSuccess", "DescribeJobLogItems", "DescribeRecoveryInstances"];

/** None to five, the cancel of an execution among them now and then. */
export function someDisturbances(random: Random): Disturbance[] {
  const disturbances = Array.from({ length: random.int(0, 5) }, () => {
    return { ...someMoment(random), deed: random.pick(DEEDS)(random) };
  });
  if (random.chance(0.12)) disturbances.push({ ...someMoment(random), deed: { kind: "cancel" } });
  return disturbances;
}

function someMoment(random: Random): Moment {
  if (random.chance(0.5)) return { afterSeconds: random.next() * 12 };
  return { onCall: random.pick(["StartRecovery", ...CALLS]), nth: random.int(1, 6) };
}
