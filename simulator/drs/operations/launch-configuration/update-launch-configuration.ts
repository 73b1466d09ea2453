import type { UpdateLaunchConfigurationRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { fieldInvalid } from "../../errors.ts";
import { toLaunchConfiguration } from "../../launch-configuration-view.ts";
import { launchSettingsOf } from "../../launch-settings.ts";
import { writeLaunchTemplate } from "../../launch-template.ts";
import type { LaunchSettings } from "../../settings-records.ts";
import { requireSourceServer } from "../../source-servers.ts";
import { withChanges } from "../../with-changes.ts";

type Request = UpdateLaunchConfigurationRequest & { recoveryMode?: LaunchSettings["recoveryMode"] };

/** Changes what is given and answers the whole configuration. Writes a new version of the server's EC2 launch template. */
export const updateLaunchConfiguration = implement<Request>("UpdateLaunchConfiguration", (call, input) => {
  const { sourceServerID, licensing, launchIntoInstanceProperties: into, ...changes } = input;
  const server = requireSourceServer(call.here, sourceServerID);
  const settings = withChanges(launchSettingsOf(call.here, server), {
    ...changes,
    osByol: licensing?.osByol,
    launchIntoInstanceId: into && (into.launchIntoEC2InstanceID ?? null),
  });
  requireConsistent(settings);
  call.here.drs.launchSettings.set(sourceServerID, settings);
  writeLaunchTemplate(call.here, server, settings);
  call.sim.changed();
  return toLaunchConfiguration(call.here, server);
});

/** An instance that is launched into keeps its own address and tags. */
function requireConsistent({ launchIntoInstanceId, copyTags, copyPrivateIp }: LaunchSettings): void {
  if (launchIntoInstanceId === null || (!copyTags && !copyPrivateIp)) return;
  const copied = copyTags ? "copyTags" : "copyPrivateIp";
  const message = `launchIntoInstanceProperties cannot be used together with ${copied}`;
  throw fieldInvalid("launchIntoInstanceProperties", message);
}
