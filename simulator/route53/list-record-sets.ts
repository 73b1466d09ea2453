import type { ListResourceRecordSetsRequest, ListResourceRecordSetsResponse } from "@aws-sdk/client-route-53";
import type { Given } from "../wire/given.ts";
import { implement } from "../wire/operation.ts";
import { invalidInput } from "./errors.ts";
import { pageSize, requireZone, type Paged } from "./hosted-zones.ts";
import { compare, sortKey } from "./names.ts";
import type { RecordSet } from "./records.ts";

const LARGEST_PAGE = 300;

/** By name with the labels reversed, then by type; changes that are pending are in it. */
export const listResourceRecordSets = implement<Paged<ListResourceRecordSetsRequest>>(
  "ListResourceRecordSets",
  (call, input): Paged<ListResourceRecordSetsResponse> => {
    const zone = requireZone(call, input.HostedZoneId);
    const size = pageSize(input.MaxItems, LARGEST_PAGE);
    const start = startOf(input);
    const sets = [...zone.recordSets.values()]
      .map((set) => ({ set, place: placeOf(set) }))
      .sort((a, b) => comparePlaces(a.place, b.place))
      .filter(({ place }) => comparePlaces(place, start) >= 0)
      .map(({ set }) => set);
    const next = sets[size];
    return {
      ResourceRecordSets: sets.slice(0, size),
      IsTruncated: next !== undefined,
      ...(next && { NextRecordName: next.Name, NextRecordType: next.Type }),
      ...(next?.SetIdentifier !== undefined && { NextRecordIdentifier: next.SetIdentifier }),
      MaxItems: String(size),
    };
  },
);

/** Where a record set stands in the list. */
type Place = readonly [name: string, type: string, identifier: string];

function placeOf({ Name, Type, SetIdentifier = "" }: RecordSet): Place {
  return [sortKey(Name), Type, SetIdentifier];
}

function startOf(input: Given<Paged<ListResourceRecordSetsRequest>>): Place {
  const { StartRecordName, StartRecordType, StartRecordIdentifier } = input;
  if (StartRecordType !== undefined && StartRecordName === undefined) {
    throw invalidInput("A record type may only be given together with a record name.");
  }
  if (StartRecordIdentifier !== undefined && StartRecordType === undefined) {
    throw invalidInput("A record identifier may only be given together with a record name and type.");
  }
  return [
    StartRecordName === undefined ? "" : sortKey(StartRecordName),
    StartRecordType ?? "",
    StartRecordIdentifier ?? "",
  ];
}

function comparePlaces(a: Place, b: Place): number {
  return compare(a[0], b[0]) || compare(a[1], b[1]) || compare(a[2], b[2]);
}
