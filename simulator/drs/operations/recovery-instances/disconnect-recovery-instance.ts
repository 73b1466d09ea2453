import type { DisconnectRecoveryInstanceRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { conflict } from "../../errors.ts";
import { requireIdle } from "../../quotas.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";

/** Ends any replication of a recovery instance; the EC2 instance runs on. */
export const disconnectRecoveryInstance = implement<DisconnectRecoveryInstanceRequest>(
  "DisconnectRecoveryInstance",
  ({ sim, here }, { recoveryInstanceID }) => {
    const instance = requireRecoveryInstance(here, recoveryInstanceID);
    requireIdle(here, instance.sourceServerId);
    if (instance.isDisconnected) {
      const resource = { resourceType: "RecoveryInstance", resourceId: recoveryInstanceID };
      throw conflict(resource, "The Recovery Instance is already disconnected.");
    }
    instance.isDisconnected = true;
    instance.failback = null;
    sim.changed();
  },
);
