import type { DeleteJobRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { conflict, notFound } from "../../errors.ts";

/** Only a completed job can be deleted. */
export const deleteJob = implement<DeleteJobRequest>("DeleteJob", ({ sim, here }, { jobID }) => {
  const job = here.drs.jobs.get(jobID);
  if (!job) throw notFound("Job", jobID);
  if (job.status !== "COMPLETED") throw conflict({ resourceType: "Job", resourceId: jobID }, "The job is in progress");
  here.drs.jobs.delete(jobID);
  sim.changed();
});
