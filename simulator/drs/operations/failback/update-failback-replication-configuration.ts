import type { UpdateFailbackReplicationConfigurationRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { failbackSettingsOf } from "../../failback-settings.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";
import type { FailbackSettings } from "../../settings-records.ts";
import { withChanges } from "../../with-changes.ts";

type Request = UpdateFailbackReplicationConfigurationRequest & {
  internetProtocol?: FailbackSettings["internetProtocol"];
};

/** Changes what is given; answers nothing. */
export const updateFailbackReplicationConfiguration = implement<Request>(
  "UpdateFailbackReplicationConfiguration",
  ({ sim, here }, { recoveryInstanceID, ...changes }) => {
    const settings = failbackSettingsOf(here, requireRecoveryInstance(here, recoveryInstanceID));
    here.drs.failbackSettings.set(recoveryInstanceID, withChanges(settings, changes));
    sim.changed();
  },
);
