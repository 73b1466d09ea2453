import type { RegionState } from "../world.ts";
import type { RecoveryInstance } from "./records.ts";
import type { FailbackSettings } from "./settings-records.ts";

/** How a recovery instance is copied back; what DRS begins with when nobody has changed it. */
export function failbackSettingsOf(here: RegionState, { recoveryInstanceId }: RecoveryInstance): FailbackSettings {
  return (
    here.drs.failbackSettings.get(recoveryInstanceId) ?? {
      name: recoveryInstanceId,
      bandwidthThrottling: 0,
      usePrivateIP: false,
      internetProtocol: "IPV4",
    }
  );
}
