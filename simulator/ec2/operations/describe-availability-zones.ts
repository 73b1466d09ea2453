import type {
  AvailabilityZone,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
} from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { refused } from "../errors.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { mustBeOptedIn, regionOfZone, zoneIdOf, zonesOf } from "../zones.ts";

export const describeAvailabilityZones = implement<DescribeAvailabilityZonesRequest>(
  "DescribeAvailabilityZones",
  ({ region }, { ZoneNames = [], ZoneIds = [], Filters }): DescribeAvailabilityZonesResult => {
    const all = zonesOf(region);
    const named = [
      ...ZoneNames.map((name) => requireZone(all, name, (zone) => zone)),
      ...ZoneIds.map((id) => requireZone(all, id, zoneIdOf)),
    ];
    const zones = named.length > 0 ? [...new Set(named)] : all;
    return { AvailabilityZones: filterItems(zones, Filters, FILTERS).map(toView) };
  },
);

const FILTERS: Filterable<string> = {
  fields: {
    "zone-name": (zone) => zone,
    "zone-id": zoneIdOf,
    "zone-type": () => "availability-zone",
    "region-name": regionOfZone,
    "group-name": (zone) => toView(zone).GroupName,
    "opt-in-status": () => "opt-in-not-required",
    state: () => "available",
  },
};

function requireZone(all: readonly string[], wanted: string, read: (zone: string) => string): string {
  const found = all.find((zone) => read(zone) === wanted);
  if (found !== undefined) return found;
  throw refused("InvalidParameterValue", `Invalid availability zone: [${wanted}]`);
}

function toView(zone: string): AvailabilityZone {
  const RegionName = regionOfZone(zone);
  return {
    ...{ ZoneName: zone, ZoneId: zoneIdOf(zone), ZoneType: "availability-zone", State: "available", Messages: [] },
    ...{ RegionName, NetworkBorderGroup: RegionName },
    GroupName: mustBeOptedIn(RegionName) ? RegionName : `${RegionName}-zg-1`,
    OptInStatus: "opt-in-not-required",
  };
}
