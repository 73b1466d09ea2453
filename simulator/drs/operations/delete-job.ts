import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { notFound } from "../errors.ts";
import { jobId } from "../model.ts";

/** Only a completed job can be deleted. */
export const deleteJob = operation({
  name: "DeleteJob",
  status: 204,
  input: z.object({ jobID: jobId }),
  run: ({ sim, here }, { jobID }) => {
    const job = here.drs.jobs.get(jobID);
    if (!job) throw notFound("Job", jobID);
    if (job.status !== "COMPLETED") {
      const details = { code: "ConflictException", resourceId: jobID, resourceType: "Job" };
      throw new AwsError({ status: 409, code: "ConflictException" }, "The job is still in progress", { details });
    }
    here.drs.jobs.delete(jobID);
    sim.changed();
  },
});
