import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { startJobOfOthers } from "../drs/jobs-of-others.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";
import { requireServer } from "./patch-source-server.ts";

const OthersJob = z.strictObject({
  sourceServerIds: z.array(z.string().min(1)).min(1).max(200),
  isDrill: z.boolean().default(false),
});

/** Starts a launch job as somebody else would. Answers its id; what DRS would refuse is refused with its status and words. */
export function startOthersJob(sim: Simulation, body: unknown): { jobId: string } {
  const { sourceServerIds, isDrill } = OthersJob.parse(body);
  const places = new Set(sourceServerIds.map((id) => requireServer(sim, id).here));
  const [here] = places;
  if (!here || places.size > 1) {
    throw new ControlError(400, "sourceServerIds: must be of one account and Region", "sourceServerIds");
  }
  try {
    return { jobId: startJobOfOthers(sim, here, { sourceServerIds, isDrill }) };
  } catch (error) {
    if (error instanceof AwsError) throw new ControlError(error.status, `${error.code}: ${error.message}`);
    throw error;
  }
}
