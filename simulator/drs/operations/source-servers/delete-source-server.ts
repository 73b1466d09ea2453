import type { DeleteSourceServerRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { conflict } from "../../errors.ts";
import { requireIdle } from "../../quotas.ts";
import { forgetSourceServer, requireSourceServer } from "../../source-servers.ts";

/** Only a disconnected server can be deleted. */
export const deleteSourceServer = implement<DeleteSourceServerRequest>(
  "DeleteSourceServer",
  ({ sim, here }, { sourceServerID }) => {
    const server = requireSourceServer(here, sourceServerID);
    requireIdle(here, sourceServerID);
    if (server.replication.state !== "DISCONNECTED") {
      const resource = { resourceType: "SourceServer", resourceId: sourceServerID };
      throw conflict(resource, "The Source Server must be disconnected before it is deleted.");
    }
    forgetSourceServer(here, sourceServerID);
    sim.changed();
  },
);
