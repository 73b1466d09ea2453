import type {
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  InstanceTypeOffering,
  LocationType,
} from "@aws-sdk/client-ec2";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { allInstanceTypes, isOffered } from "../instance-types.ts";
import { zoneIdOf, zonesOf } from "../zones.ts";

/** By Region unless zones are asked for. */
export const describeInstanceTypeOfferings = implement<DescribeInstanceTypeOfferingsRequest>(
  "DescribeInstanceTypeOfferings",
  (call, { LocationType = "region", Filters, ...page }): DescribeInstanceTypeOfferingsResult => {
    const offerings = filterItems(offeringsIn(call.region, LocationType), Filters, FILTERS);
    const { items, ...next } = cutEc2Page(offerings, page, {
      call,
      keyOf: (each) => `${each.InstanceType ?? ""} ${each.Location ?? ""}`,
      scope: "DescribeInstanceTypeOfferings",
    });
    return { InstanceTypeOfferings: items, ...next };
  },
);

const FILTERS: Filterable<InstanceTypeOffering> = {
  fields: { "instance-type": (each) => each.InstanceType, location: (each) => each.Location },
};

function offeringsIn(region: string, LocationType: LocationType): InstanceTypeOffering[] {
  return allInstanceTypes().flatMap((type) => {
    const zones = zonesOf(region).filter((zone) => isOffered(type, zone));
    const InstanceType = type.name as NonNullable<InstanceTypeOffering["InstanceType"]>;
    return locations(region, zones, LocationType).map((Location) => ({ InstanceType, LocationType, Location }));
  });
}

function locations(region: string, zones: readonly string[], locationType: LocationType): string[] {
  switch (locationType) {
    case "region":
      return [region];
    case "availability-zone":
      return [...zones];
    case "availability-zone-id":
      return zones.map(zoneIdOf);
    case "outpost":
      return [];
  }
}
