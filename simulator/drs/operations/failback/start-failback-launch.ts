import type { StartFailbackLaunchRequest } from "@aws-sdk/client-drs";
import type { Call } from "../../../operation.ts";
import { implement } from "../../../wire/operation.ts";
import { createJob } from "../../create-job.ts";
import { conflict, requireDistinct } from "../../errors.ts";
import { failbackStateOf } from "../../failback-state.ts";
import { toNewJob } from "../../job-view.ts";
import { requireRoomForJob } from "../../quotas.ts";
import type { Failback, RecoveryInstance } from "../../records.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";
import { requireTags } from "../../tag-rules.ts";

/** Starts a job that boots the machines outside AWS from what was copied back to them. */
export const startFailbackLaunch = implement<StartFailbackLaunchRequest>(
  "StartFailbackLaunch",
  (call, { recoveryInstanceIDs, tags = {} }) => {
    requireDistinct("recoveryInstanceIDs", recoveryInstanceIDs);
    requireTags("tags", tags);
    const ready = recoveryInstanceIDs.map((id) => requireReady(call, id));
    requireRoomForJob(
      call.here,
      ready.map(({ instance }) => instance.sourceServerId),
    );
    const job = createJob(call, {
      ...{ type: "LAUNCH", initiatedBy: "FAILBACK", tags },
      participants: ready.map(({ instance: { sourceServerId, recoveryInstanceId, dataAt } }) => ({
        ...{ sourceServerId, recoveryInstanceId, dataAt },
        ...{ launchStatus: "PENDING", snapshotId: null, isDone: false, actions: null },
      })),
    });
    for (const { failback } of ready) failback.jobId = job.jobId;
    return { job: toNewJob(call.here, job) };
  },
);

function requireReady({ sim, here }: Call, id: string): { instance: RecoveryInstance; failback: Failback } {
  const instance = requireRecoveryInstance(here, id);
  const { failback } = instance;
  if (failback && failbackStateOf(sim.world, instance) === "FAILBACK_READY_FOR_LAUNCH") return { instance, failback };
  const resource = { resourceType: "RecoveryInstance", resourceId: id };
  throw conflict(resource, "The Recovery Instance is not ready for its failback to be launched.");
}
