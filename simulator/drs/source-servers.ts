import type { World, RegionState } from "../world.ts";
import { notFound } from "./errors.ts";
import { removeLaunchTemplate } from "./launch-template.ts";
import type { SourceServer } from "./records.ts";

/** Throws ResourceNotFoundException. */
export function requireSourceServer(here: RegionState, sourceServerId: string): SourceServer {
  const server = here.drs.sourceServers.get(sourceServerId);
  if (!server) throw notFound("SourceServer", sourceServerId);
  return server;
}

/** The source server with an ARN, in whatever account and Region it is. */
export function findServerByArn(world: World, arn: string): SourceServer | undefined {
  const [, , , region = "", accountId = "", resource = ""] = arn.split(":");
  return world.regions.get(`${accountId}/${region}`)?.drs.sourceServers.get(resource.replace("source-server/", ""));
}

/** Forgets a server and everything that was configured for it. */
export function forgetSourceServer(here: RegionState, sourceServerId: string): void {
  const { drs } = here;
  for (const map of [drs.sourceServers, drs.launchSettings, drs.replicationSettings, drs.launchActions]) {
    map.delete(sourceServerId);
  }
  removeLaunchTemplate(here, sourceServerId);
}
