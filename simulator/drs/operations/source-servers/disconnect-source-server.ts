import type { DisconnectSourceServerRequest } from "@aws-sdk/client-drs";
import { wallNow } from "../../../clock.ts";
import { implement } from "../../../wire/operation.ts";
import { conflict } from "../../errors.ts";
import { requireIdle } from "../../quotas.ts";
import { recoveryInstancesOf } from "../../recovery-instances.ts";
import { halted } from "../../replication-phases.ts";
import { toSourceServer } from "../../source-server-view.ts";
import { requireSourceServer } from "../../source-servers.ts";

/** Deletes everything that was copied of a server, snapshots included. Not while it has a recovery instance. */
export const disconnectSourceServer = implement<DisconnectSourceServerRequest>(
  "DisconnectSourceServer",
  (call, { sourceServerID }) => {
    const server = requireSourceServer(call.here, sourceServerID);
    requireIdle(call.here, sourceServerID);
    if (recoveryInstancesOf(call.here, server).some((each) => !each.isDeleted)) {
      const resource = { resourceType: "SourceServer", resourceId: sourceServerID };
      throw conflict(resource, "A Source Server that has a Recovery Instance cannot be disconnected.");
    }
    const now = wallNow();
    server.replication = { ...halted(server.replication, "DISCONNECTED", now), unseenSince: now };
    call.sim.changed();
    return toSourceServer(call, server);
  },
);
