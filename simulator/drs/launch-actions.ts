import type { RegionState } from "../world.ts";
import { notFound } from "./errors.ts";
import type { LaunchAction } from "./settings-records.ts";

/** Documents of AWS that are SSM commands; every other document is taken for an automation runbook. */
const COMMAND_DOCUMENTS = new Set(
  `AmazonCloudWatch-ManageAgent AmazonInspector-ManageAWSAgent AWS-ApplyAnsiblePlaybooks AWS-ConfigureAWSPackage
   AWS-InstallApplication AWS-RunPatchBaseline AWS-RunPowerShellScript AWS-RunRemoteScript AWS-RunShellScript AWS-UpdateSSMAgent
   AWSEC2-RunSysprep`.split(/\s+/),
);

export function typeOfDocument(actionCode: string): LaunchAction["type"] {
  return COMMAND_DOCUMENTS.has(actionCode) ? "SSM_COMMAND" : "SSM_AUTOMATION";
}

/** The actions of a source server or launch configuration template, by their order. Throws ResourceNotFoundException. */
export function requireLaunchActions({ drs }: RegionState, resourceId: string): LaunchAction[] {
  const exists = drs.sourceServers.has(resourceId) || drs.launchConfigurationTemplates.has(resourceId);
  if (exists) return drs.launchActions.get(resourceId) ?? [];
  throw notFound(resourceId.startsWith("s-") ? "SourceServer" : "LaunchConfigurationTemplate", resourceId);
}
