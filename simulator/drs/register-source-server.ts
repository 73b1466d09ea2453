import type { RegionState } from "../world.ts";
import { launchSettingsOf } from "./launch-settings.ts";
import type { SourceServer } from "./records.ts";
import { forServer } from "./replication-settings.ts";
import type { LaunchConfigurationTemplate } from "./settings-records.ts";

/**
 * Adds a server, or replaces the one with its id; a new one is configured as the Region's templates say. `sourceInstanceId` is the
 * EC2 instance here that a template may ask to launch into.
 */
export function registerSourceServer(
  here: RegionState,
  server: SourceServer,
  sourceInstanceId: string | null = null,
): void {
  const { drs } = here;
  const isNew = !drs.sourceServers.has(server.sourceServerId);
  drs.sourceServers.set(server.sourceServerId, server);
  if (!isNew) return;
  inheritLaunchSettings(here, server, sourceInstanceId);
  inheritReplicationSettings(here, server);
}

function inheritLaunchSettings(here: RegionState, server: SourceServer, sourceInstanceId: string | null): void {
  const { drs } = here;
  const [launch] = drs.launchConfigurationTemplates.values();
  if (!launch) return;
  const settings = { ...launchSettingsOf(here, server), ...inherited(launch, sourceInstanceId) };
  drs.launchSettings.set(server.sourceServerId, settings);
  const actions = drs.launchActions.get(launch.templateId);
  if (actions) drs.launchActions.set(server.sourceServerId, structuredClone(actions));
}

function inheritReplicationSettings(here: RegionState, server: SourceServer): void {
  const { drs } = here;
  const [replication] = drs.replicationConfigurationTemplates.values();
  if (!replication) return;
  const { templateId: _id, tags: _tags, ...settings } = structuredClone(replication);
  drs.replicationSettings.set(server.sourceServerId, forServer(settings, server));
}

function inherited(template: LaunchConfigurationTemplate, sourceInstanceId: string | null) {
  const { templateId: _id, tags: _tags, exportBucketArn: _bucket, launchIntoSourceInstance, ...settings } = template;
  if (!launchIntoSourceInstance || sourceInstanceId === null) return settings;
  return { ...settings, launchIntoInstanceId: sourceInstanceId, copyTags: false, copyPrivateIp: false };
}
