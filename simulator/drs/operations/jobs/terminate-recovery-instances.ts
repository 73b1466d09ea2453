import type { TerminateRecoveryInstancesRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import type { Simulation } from "../../../simulation.ts";
import { createJob } from "../../create-job.ts";
import { conflict, requireDistinct } from "../../errors.ts";
import { toNewJob } from "../../job-view.ts";
import { requireRoomForJob } from "../../quotas.ts";
import type { RecoveryInstance } from "../../records.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";
import { findServerByArn } from "../../source-servers.ts";

/** Starts a job that terminates the EC2 instances and deletes the recovery instances. */
export const terminateRecoveryInstances = implement<TerminateRecoveryInstancesRequest>(
  "TerminateRecoveryInstances",
  (call, { recoveryInstanceIDs }) => {
    requireDistinct("recoveryInstanceIDs", recoveryInstanceIDs);
    const instances = recoveryInstanceIDs.map((id) => requireRecoveryInstance(call.here, id));
    for (const instance of instances) requireNotReplicated(call.sim, instance);
    requireRoomForJob(
      call.here,
      instances.map((each) => each.sourceServerId),
    );
    const job = createJob(call, {
      type: "TERMINATE",
      initiatedBy: "TERMINATE_RECOVERY_INSTANCES",
      tags: {},
      participants: instances.map(({ sourceServerId, recoveryInstanceId, dataAt }) => ({
        ...{ sourceServerId, recoveryInstanceId, dataAt },
        ...{ launchStatus: "PENDING", snapshotId: null, isDone: false, actions: null },
      })),
    });
    return { job: toNewJob(call.here, job) };
  },
);

/** An instance that is copied back is protected by DRS itself until that replication is stopped. */
function requireNotReplicated(sim: Simulation, { recoveryInstanceId, reversedServerArn }: RecoveryInstance): void {
  const reversed = reversedServerArn === null ? undefined : findServerByArn(sim.world, reversedServerArn);
  if (!reversed || ["STOPPED", "DISCONNECTED"].includes(reversed.replication.state)) return;
  const resource = { resourceType: "RecoveryInstance", resourceId: recoveryInstanceId };
  throw conflict(resource, "Stop the reversed replication of the Recovery Instance before you terminate it.");
}
