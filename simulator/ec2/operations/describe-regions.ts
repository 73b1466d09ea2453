import type { DescribeRegionsRequest, DescribeRegionsResult, Region } from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { refused } from "../errors.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { mustBeOptedIn, REGIONS } from "../zones.ts";

/** An account has opted in to the Regions that it was seeded with; the others are listed for AllRegions only. */
export const describeRegions = implement<DescribeRegionsRequest>(
  "DescribeRegions",
  (call, { RegionNames = [], AllRegions, Filters }): DescribeRegionsResult => {
    const all = REGIONS.map((region) => toView(call, region));
    const isListed = ({ OptInStatus }: Region) => AllRegions === true || OptInStatus !== "not-opted-in";
    const selected =
      RegionNames.length > 0 ? RegionNames.map((name) => requireRegion(all, name)) : all.filter(isListed);
    return { Regions: filterItems(selected, Filters, FILTERS) };
  },
);

const FILTERS: Filterable<Region> = {
  fields: {
    "region-name": (region) => region.RegionName,
    endpoint: (region) => region.Endpoint,
    "opt-in-status": (region) => region.OptInStatus,
  },
};

function requireRegion(all: readonly Region[], name: string): Region {
  const found = all.find((each) => each.RegionName === name);
  if (found) return found;
  throw refused("InvalidParameterValue", `Invalid region(s): ${name}`);
}

function toView({ sim, accountId }: Call, RegionName: string): Region {
  const isOptedIn = sim.world.accounts.get(accountId)?.regions.includes(RegionName) === true;
  const ofChoice = isOptedIn ? "opted-in" : "not-opted-in";
  return {
    ...{ RegionName, Endpoint: `ec2.${RegionName}.amazonaws.com` },
    OptInStatus: mustBeOptedIn(RegionName) ? ofChoice : "opt-in-not-required",
  };
}
