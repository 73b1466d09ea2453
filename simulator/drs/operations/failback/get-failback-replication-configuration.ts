import type { GetFailbackReplicationConfigurationRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { failbackSettingsOf } from "../../failback-settings.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";

export const getFailbackReplicationConfiguration = implement<GetFailbackReplicationConfigurationRequest>(
  "GetFailbackReplicationConfiguration",
  ({ here }, { recoveryInstanceID }) => ({
    recoveryInstanceID,
    ...failbackSettingsOf(here, requireRecoveryInstance(here, recoveryInstanceID)),
  }),
);
