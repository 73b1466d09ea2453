import type { StartReplicationRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { conflict } from "../../errors.ts";
import { requireIdle, requireRoomToReplicate } from "../../quotas.ts";
import { startReplicating } from "../../replication-life.ts";
import { toSourceServer } from "../../source-server-view.ts";
import { requireSourceServer } from "../../source-servers.ts";

/** Copies a stopped server again, from the very beginning. */
export const startReplication = implement<StartReplicationRequest>("StartReplication", (call, { sourceServerID }) => {
  const { sim, here } = call;
  const server = requireSourceServer(here, sourceServerID);
  requireIdle(here, sourceServerID);
  if (server.replication.state !== "STOPPED") {
    const resource = { resourceType: "SourceServer", resourceId: sourceServerID };
    throw conflict(resource, "Replication can only be started for a Source Server whose replication is stopped.");
  }
  requireRoomToReplicate(here);
  startReplicating(sim, here, { sourceServerId: sourceServerID });
  return { sourceServer: toSourceServer(call, server) };
});
