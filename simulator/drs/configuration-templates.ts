import type { RegionState } from "../world.ts";
import { notFound } from "./errors.ts";
import type { LaunchConfigurationTemplate, ReplicationConfigurationTemplate } from "./settings-records.ts";

/** Throws ResourceNotFoundException. */
export function requireLaunchTemplate({ drs }: RegionState, templateId: string): LaunchConfigurationTemplate {
  const template = drs.launchConfigurationTemplates.get(templateId);
  if (!template) throw notFound("LaunchConfigurationTemplate", templateId);
  return template;
}

/** Throws ResourceNotFoundException. */
export function requireReplicationTemplate({ drs }: RegionState, templateId: string): ReplicationConfigurationTemplate {
  const template = drs.replicationConfigurationTemplates.get(templateId);
  if (!template) throw notFound("ReplicationConfigurationTemplate", templateId);
  return template;
}
