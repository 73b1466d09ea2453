import { deleteJob } from "./delete-job.ts";
import { describeJobLogItems } from "./describe-job-log-items.ts";
import { describeJobs } from "./describe-jobs.ts";
import { startRecovery } from "./start-recovery.ts";
import { terminateRecoveryInstances } from "./terminate-recovery-instances.ts";

export const jobOperations = [startRecovery, terminateRecoveryInstances, describeJobs, describeJobLogItems, deleteJob];
