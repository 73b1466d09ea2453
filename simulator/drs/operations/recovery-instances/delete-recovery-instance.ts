import type { DeleteRecoveryInstanceRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { conflict } from "../../errors.ts";
import { requireIdle } from "../../quotas.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";
import { requireSourceServer } from "../../source-servers.ts";

/** DRS forgets a disconnected recovery instance. Its EC2 instance lives until the server is launched again. */
export const deleteRecoveryInstance = implement<DeleteRecoveryInstanceRequest>(
  "DeleteRecoveryInstance",
  ({ sim, here }, { recoveryInstanceID }) => {
    const instance = requireRecoveryInstance(here, recoveryInstanceID);
    requireIdle(here, instance.sourceServerId);
    if (!instance.isDisconnected) {
      const resource = { resourceType: "RecoveryInstance", resourceId: recoveryInstanceID };
      throw conflict(resource, "The Recovery Instance must be disconnected before it is deleted.");
    }
    instance.isDeleted = true;
    const server = requireSourceServer(here, instance.sourceServerId);
    if (server.recoveryInstanceId === recoveryInstanceID) server.recoveryInstanceId = null;
    sim.changed();
  },
);
