import { STANDARD_VCPUS } from "../quotas/quota-table.ts";
import type { RegionState } from "../world.ts";
import { refused } from "./errors.ts";
import { findInstanceType } from "./instance-types.ts";
import { stateAt } from "./instance-state.ts";

/** vCPUs of the instances that run, or are about to, at a simulated moment. */
export function vcpusInUse(here: RegionState, at: number): number {
  let sum = 0;
  for (const instance of here.ec2.instances.values()) {
    const state = stateAt(instance, at);
    if (state === "pending" || state === "running") sum += findInstanceType(instance.instanceType)?.vcpus ?? 0;
  }
  return sum;
}

/**
 * The account's own quota of running standard vCPUs. Whoever replicates more servers has asked for as much as all of them need twice
 * over, unless a limit was set.
 */
export function vcpuLimitOf({ ec2, drs }: RegionState): number {
  if (ec2.vcpuLimit !== null) return ec2.vcpuLimit;
  let needed = 0;
  for (const server of drs.sourceServers.values())
    needed += findInstanceType(server.instanceType)?.vcpus ?? server.cores;
  return Math.max(STANDARD_VCPUS.value, 2 * needed);
}

/** Throws VcpuLimitExceeded when so many vCPUs more would not fit into the account's quota. */
export function requireVcpus(here: RegionState, at: number, wanted: number): void {
  const limit = vcpuLimitOf(here);
  if (wanted === 0 || vcpusInUse(here, at) + wanted <= limit) return;
  throw refused(
    "VcpuLimitExceeded",
    `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the ` +
      "specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.",
  );
}
