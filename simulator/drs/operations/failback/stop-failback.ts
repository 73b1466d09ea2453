import type { StopFailbackRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { requireRecoveryInstance } from "../../recovery-instances.ts";

/** Back to FAILBACK_NOT_STARTED, from wherever the failback was. */
export const stopFailback = implement<StopFailbackRequest>("StopFailback", ({ sim, here }, { recoveryInstanceID }) => {
  requireRecoveryInstance(here, recoveryInstanceID).failback = null;
  sim.changed();
});
