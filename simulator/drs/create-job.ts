import type { Call } from "../operation.ts";
import { wallNow } from "../clock.ts";
import { jobStep } from "./job-timing.ts";
import { nextId } from "./ids.ts";
import type { Job } from "./records.ts";

/** Creates a PENDING job that starts 0.3 s later. */
export function createJob({ sim, here }: Call, job: Pick<Job, "type" | "initiatedBy" | "participants" | "tags">): Job {
  const created: Job = {
    jobId: nextId(sim, here, "drsjob"),
    status: "PENDING",
    createdAt: wallNow(),
    endedAt: null,
    log: [],
    ...job,
  };
  here.drs.jobs.set(created.jobId, created);
  jobStep(sim, here, { job: created, at: sim.clock.now() }).plan("JOB_START", 0.3);
  sim.changed();
  return created;
}
