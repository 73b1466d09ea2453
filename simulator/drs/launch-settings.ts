import type { RegionState } from "../world.ts";
import type { SourceServer } from "./records.ts";
import type { LaunchSettings } from "./settings-records.ts";

/** What DRS gives a server or a template when nobody says otherwise. */
export const DEFAULT_LAUNCH_SETTINGS = {
  launchDisposition: "STARTED",
  targetInstanceTypeRightSizingMethod: "NONE",
  copyPrivateIp: false,
  copyTags: false,
  osByol: false,
  postLaunchEnabled: false,
  recoveryMode: "OPTIMAL",
} as const satisfies Partial<LaunchSettings>;

/** A server's launch settings; those that DRS gives a new server when nobody has changed them. */
export function launchSettingsOf(here: RegionState, server: SourceServer): LaunchSettings {
  return (
    here.drs.launchSettings.get(server.sourceServerId) ?? {
      ...DEFAULT_LAUNCH_SETTINGS,
      name: server.hostname,
      launchIntoInstanceId: null,
    }
  );
}
