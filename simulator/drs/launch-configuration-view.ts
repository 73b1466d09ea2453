import type { RegionState } from "../world.ts";
import { drsArn, launchTemplateIdOf } from "./ids.ts";
import { launchSettingsOf } from "./launch-settings.ts";
import type { SourceServer } from "./records.ts";
import type { LaunchConfigurationTemplate } from "./settings-records.ts";

/** A server's launch configuration as DRS returns it. */
export function toLaunchConfiguration(here: RegionState, server: SourceServer): Record<string, unknown> {
  const { osByol, launchIntoInstanceId, ...settings } = launchSettingsOf(here, server);
  return {
    sourceServerID: server.sourceServerId,
    ec2LaunchTemplateID: launchTemplateIdOf(server.sourceServerId),
    ...settings,
    licensing: { osByol },
    launchIntoInstanceProperties:
      launchIntoInstanceId === null ? {} : { launchIntoEC2InstanceID: launchIntoInstanceId },
  };
}

/** A launch configuration template as DRS returns it. */
export function toLaunchConfigurationTemplate(
  here: RegionState,
  { templateId, osByol, exportBucketArn, ...settings }: LaunchConfigurationTemplate,
): Record<string, unknown> {
  return {
    launchConfigurationTemplateID: templateId,
    arn: drsArn(here, "launch-configuration-template", templateId),
    ...settings,
    licensing: { osByol },
    ...(exportBucketArn !== null && { exportBucketArn }),
  };
}
