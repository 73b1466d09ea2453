import type { TerminateRecoveryInstancesRequest } from "@aws-sdk/client-drs";
import { implement } from "../../wire/operation.ts";
import { createJob } from "../create-job.ts";
import { notFound } from "../errors.ts";
import { toNewJob } from "../job-view.ts";
import { requireRoomForJob } from "../quotas.ts";

/** Starts a job that terminates the EC2 instances and deletes the recovery instances. */
export const terminateRecoveryInstances = implement<TerminateRecoveryInstancesRequest>(
  "TerminateRecoveryInstances",
  (call, { recoveryInstanceIDs }) => {
    const instances = [...new Set(recoveryInstanceIDs)].map((id) => {
      const instance = call.here.drs.recoveryInstances.get(id);
      if (!instance) throw notFound("RecoveryInstance", id);
      return instance;
    });
    requireRoomForJob(
      call.here,
      instances.map((each) => each.sourceServerId),
    );
    const job = createJob(call, {
      type: "TERMINATE",
      initiatedBy: "TERMINATE_RECOVERY_INSTANCES",
      tags: {},
      participants: instances.map(({ sourceServerId, recoveryInstanceId: id, dataAt }) => ({
        sourceServerId,
        recoveryInstanceId: id,
        launchStatus: "PENDING",
        snapshotId: null,
        dataAt,
        isDone: false,
      })),
    });
    return { job: toNewJob(call.here, job) };
  },
);
