import { z } from "zod";
import type { Simulation } from "../simulation.ts";
import { regionState } from "../world.ts";

const Patch = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  /** Whether DRS was initialised there. */
  isInitialized: z.boolean().optional(),
  /** The quota of running standard vCPUs; null is the one that suits the servers. */
  vcpuLimit: z.int().min(0).nullable().optional(),
});

/** Changes what an account may do in a Region. Answers what holds now. */
export function patchRegion(sim: Simulation, body: unknown): unknown {
  const { accountId, region, isInitialized, vcpuLimit } = Patch.parse(body);
  const { drs, ec2 } = regionState(sim.world, accountId, region);
  if (isInitialized !== undefined) drs.isInitialized = isInitialized;
  if (vcpuLimit !== undefined) ec2.vcpuLimit = vcpuLimit;
  sim.changed();
  return { accountId, region, isInitialized: drs.isInitialized, vcpuLimit: ec2.vcpuLimit };
}
