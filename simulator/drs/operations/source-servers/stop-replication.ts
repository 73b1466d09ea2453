import type { StopReplicationRequest } from "@aws-sdk/client-drs";
import { wallNow } from "../../../clock.ts";
import { implement } from "../../../wire/operation.ts";
import { conflict } from "../../errors.ts";
import { requireIdle } from "../../quotas.ts";
import { halted } from "../../replication-phases.ts";
import { toSourceServer } from "../../source-server-view.ts";
import { requireSourceServer } from "../../source-servers.ts";

/** The server is unprotected from then on: all of its snapshots are deleted. */
export const stopReplication = implement<StopReplicationRequest>("StopReplication", (call, { sourceServerID }) => {
  const server = requireSourceServer(call.here, sourceServerID);
  requireIdle(call.here, sourceServerID);
  if (server.replication.state === "STOPPED" || server.replication.state === "DISCONNECTED") {
    const resource = { resourceType: "SourceServer", resourceId: sourceServerID };
    throw conflict(resource, "Replication of the Source Server is not in progress.");
  }
  server.replication = halted(server.replication, "STOPPED", wallNow());
  call.sim.changed();
  return { sourceServer: toSourceServer(call, server) };
});
