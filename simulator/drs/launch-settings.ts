import type { RegionState } from "../world.ts";
import type { LaunchSettings, SourceServer } from "./records.ts";

/** A server's launch settings; those that DRS gives a new server when nobody has changed them. */
export function launchSettingsOf(here: RegionState, server: SourceServer): LaunchSettings {
  return (
    here.drs.launchSettings.get(server.sourceServerId) ?? {
      name: server.hostname,
      launchDisposition: "STARTED",
      targetInstanceTypeRightSizingMethod: "NONE",
      copyPrivateIp: false,
      copyTags: false,
      osByol: false,
      postLaunchEnabled: false,
      launchIntoInstanceId: null,
      recoveryMode: "OPTIMAL",
    }
  );
}
