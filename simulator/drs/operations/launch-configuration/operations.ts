import { createLaunchConfigurationTemplate } from "./create-launch-configuration-template.ts";
import { deleteLaunchConfigurationTemplate } from "./delete-launch-configuration-template.ts";
import { describeLaunchConfigurationTemplates } from "./describe-launch-configuration-templates.ts";
import { getLaunchConfiguration } from "./get-launch-configuration.ts";
import { updateLaunchConfigurationTemplate } from "./update-launch-configuration-template.ts";
import { updateLaunchConfiguration } from "./update-launch-configuration.ts";

export const launchConfigurationOperations = [
  ...[getLaunchConfiguration, updateLaunchConfiguration],
  ...[createLaunchConfigurationTemplate, describeLaunchConfigurationTemplates],
  ...[updateLaunchConfigurationTemplate, deleteLaunchConfigurationTemplate],
];
