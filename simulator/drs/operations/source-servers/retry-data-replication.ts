import type { RetryDataReplicationRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { fieldInvalid } from "../../errors.ts";
import type { ReplicationState } from "../../records.ts";
import { enter, startReplicating } from "../../replication-life.ts";
import { resuming } from "../../replication-phases.ts";
import { hasSnapshots } from "../../snapshots.ts";
import { toSourceServer } from "../../source-server-view.ts";
import { requireSourceServer } from "../../source-servers.ts";

const RETRYABLE = new Set<ReplicationState>(["STALLED", "DISCONNECTED", "STOPPED"]);

/** Deprecated by AWS. Sets replication up at once; a stalled server whose copy is complete only copies what changed. */
export const retryDataReplication = implement<RetryDataReplicationRequest>(
  "RetryDataReplication",
  (call, { sourceServerID }) => {
    const { sim, here } = call;
    const server = requireSourceServer(here, sourceServerID);
    if (!RETRYABLE.has(server.replication.state)) {
      throw fieldInvalid("sourceServerID", "The Source Server is not stalled, disconnected or stopped");
    }
    const replicaOf = { sourceServerId: sourceServerID };
    if (hasSnapshots(server)) {
      enter(sim, here, { replicaOf, replication: resuming(server.replication), at: sim.clock.now() });
    } else startReplicating(sim, here, replicaOf);
    return toSourceServer(call, server);
  },
);
