import { SECONDS } from "../drs/job-timing.ts";
import { triangular } from "../random.ts";
import type { Ec2Instance } from "./records.ts";

/** EC2's instance states with their codes. */
export const STATE_CODES = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;
export type InstanceState = keyof typeof STATE_CODES;

const SHUTDOWN_MS = 40_000;
/** How long an instance is stopping before it is stopped. */
export const STOPPING_MS = 30_000;
/** Terminated instances stay visible for about an hour. */
const FORGET_MS = 3_600_000;

/** The instance's state at a simulated moment; undefined once EC2 has forgotten it. */
export function stateAt(instance: Ec2Instance, at: number): InstanceState | undefined {
  const { terminateRequestedAt, stopRequestedAt } = instance;
  if (terminateRequestedAt !== null && at >= terminateRequestedAt) {
    if (at < terminateRequestedAt + SHUTDOWN_MS) return "shutting-down";
    return at < terminateRequestedAt + FORGET_MS ? "terminated" : undefined;
  }
  if (stopRequestedAt !== null && at >= stopRequestedAt)
    return at < stopRequestedAt + STOPPING_MS ? "stopping" : "stopped";
  return at < instance.runningAt ? "pending" : "running";
}

type StatusChecks = { system: CheckStatus; instance: CheckStatus };
export type CheckStatus = "ok" | "impaired" | "initializing" | "not-applicable";

/** The two status checks of an instance. The system check passes a little before the instance's own. */
export function checksAt(instance: Ec2Instance, at: number): StatusChecks {
  if (stateAt(instance, at) !== "running") return { system: "not-applicable", instance: "not-applicable" };
  const early = instance.runningAt + (instance.checksPassedAt - instance.runningAt) * 0.8;
  const own = instance.isUnhealthy ? "impaired" : "ok";
  return {
    system: at >= early ? "ok" : "initializing",
    instance: at >= instance.checksPassedAt ? own : "initializing",
  };
}

/** Begins to terminate the instance unless that has begun. `at` is in simulated milliseconds. */
export function markTerminated(instance: Ec2Instance, at: number): void {
  instance.terminateRequestedAt = Math.min(instance.terminateRequestedAt ?? at, at);
}

/** Boots a stopped instance, whose status checks begin anew. `at` is in simulated milliseconds. */
export function markStarted(instance: Ec2Instance, at: number): void {
  const seconds = (what: "boot" | "statusChecks") => triangular(SECONDS[what], what, instance.instanceId);
  instance.stopRequestedAt = null;
  instance.launchedAt = at;
  instance.runningAt = at + seconds("boot") * 1000;
  instance.checksPassedAt = instance.runningAt + seconds("statusChecks") * 1000;
}
