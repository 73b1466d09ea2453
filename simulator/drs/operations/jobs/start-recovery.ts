import type { StartRecoveryRequest } from "@aws-sdk/client-drs";
import type { Call } from "../../../operation.ts";
import type { Given } from "../../../wire/given.ts";
import { implement } from "../../../wire/operation.ts";
import { createJob } from "../../create-job.ts";
import { notFound, requireDistinct } from "../../errors.ts";
import { toNewJob } from "../../job-view.ts";
import { requireRoomForJob } from "../../quotas.ts";
import type { Participant, SourceServer } from "../../records.ts";
import { findSnapshot } from "../../snapshots.ts";
import { requireSourceServer } from "../../source-servers.ts";
import { requireTags } from "../../tag-rules.ts";

/** Starts a launch job. There is no client token: a repeated call is a second job, or a conflict. */
export const startRecovery = implement<StartRecoveryRequest>(
  "StartRecovery",
  (call, { sourceServers, isDrill = false, tags = {} }) => {
    requireDistinct(
      "sourceServers",
      sourceServers.map((each) => each.sourceServerID),
    );
    requireTags("tags", tags);
    const chosen = sourceServers.map((each) => choose(call, each));
    requireRoomForJob(
      call.here,
      chosen.map(({ server }) => server.sourceServerId),
    );
    const job = createJob(call, {
      type: "LAUNCH",
      initiatedBy: isDrill ? "START_DRILL" : "START_RECOVERY",
      participants: chosen.map((each) => each.participant),
      tags,
    });
    const type = isDrill ? "DRILL" : "RECOVERY";
    for (const { server } of chosen) {
      server.lastLaunch = { apiCallAt: job.createdAt, jobId: job.jobId, type, status: "PENDING" };
      server.lastLaunchResult = "PENDING";
    }
    return { job: toNewJob(call.here, job) };
  },
);

type Wanted = Given<StartRecoveryRequest>["sourceServers"][number];

function choose({ sim, here }: Call, wanted: Wanted): { server: SourceServer; participant: Participant } {
  const server = requireSourceServer(here, wanted.sourceServerID);
  const snapshotId = wanted.recoverySnapshotID ?? null;
  const snapshot = snapshotId === null ? undefined : findSnapshot(sim.clock, here, { server, snapshotId });
  if (snapshotId !== null && !snapshot) throw notFound("RecoverySnapshot", snapshotId);
  const participant: Participant = {
    sourceServerId: server.sourceServerId,
    launchStatus: "PENDING",
    snapshotId,
    recoveryInstanceId: null,
    dataAt: snapshot?.at ?? 0,
    isDone: false,
    actions: null,
  };
  return { server, participant };
}
