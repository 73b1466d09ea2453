import type { RegionState, World } from "../world.ts";
import type { SourceServer } from "./records.ts";

/** Which source servers: those that have everything that is said. Account and Region are where DRS keeps them. */
export type SourceServerSelector = {
  accountId?: string | null | undefined;
  region?: string | null | undefined;
  originRegion?: string | null | undefined;
  originAvailabilityZone?: string | null | undefined;
  sourceServerIds?: readonly string[] | undefined;
};

export type PlacedServer = { here: RegionState; server: SourceServer };

/** The servers that fit, over all accounts and Regions. An empty selector selects every server. */
export function selectSourceServers(world: World, selector: SourceServerSelector): PlacedServer[] {
  const { accountId, region, originRegion, originAvailabilityZone, sourceServerIds } = selector;
  const ids = sourceServerIds && new Set(sourceServerIds);
  return [...world.regions.values()]
    .filter((here) => fits(accountId, here.accountId) && fits(region, here.region))
    .flatMap((here) => [...here.drs.sourceServers.values()].map((server) => ({ here, server })))
    .filter(
      ({ server }) =>
        fits(originRegion, server.originRegion) &&
        fits(originAvailabilityZone, server.originAvailabilityZone) &&
        (!ids || ids.has(server.sourceServerId)),
    );
}

function fits(wanted: string | null | undefined, actual: string | null): boolean {
  return wanted === undefined || wanted === null || wanted === actual;
}
