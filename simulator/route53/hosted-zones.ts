import type {
  GetHostedZoneRequest,
  GetHostedZoneResponse,
  HostedZone as SdkHostedZone,
  ListHostedZonesByNameRequest,
  ListHostedZonesByNameResponse,
} from "@aws-sdk/client-route-53";
import type { Call } from "../operation.ts";
import { implement } from "../wire/operation.ts";
import { route53State } from "../world.ts";
import { invalidInput, noSuchHostedZone, notYourResource } from "./errors.ts";
import { compare, sortKey } from "./names.ts";
import type { HostedZone } from "./records.ts";

const LARGEST_PAGE = 100;

/** What the SDK takes for a number is a text in the model. */
export type Paged<T> = Omit<T, "MaxItems"> & { MaxItems?: string };

export const getHostedZone = implement<GetHostedZoneRequest>("GetHostedZone", (call, { Id }): GetHostedZoneResponse => {
  const zone = requireZone(call, Id);
  return { HostedZone: toHostedZone(zone), DelegationSet: { NameServers: zone.nameServers } };
});

/** By name with the labels reversed; from a name on, and from a zone on where several have it. */
export const listHostedZonesByName = implement<Paged<ListHostedZonesByNameRequest>>(
  "ListHostedZonesByName",
  ({ sim, accountId }, { DNSName, HostedZoneId, MaxItems }): Paged<ListHostedZonesByNameResponse> => {
    if (HostedZoneId !== undefined && DNSName === undefined) {
      throw invalidInput("A hosted zone ID may only be given together with a DNS name.");
    }
    const size = pageSize(MaxItems, LARGEST_PAGE);
    const start = [DNSName === undefined ? "" : sortKey(DNSName), HostedZoneId ?? ""] as const;
    const zones = [...route53State(sim.world, accountId).zones.values()]
      .sort((a, b) => compare(sortKey(a.name), sortKey(b.name)) || compare(a.zoneId, b.zoneId))
      .filter((each) => (compare(sortKey(each.name), start[0]) || compare(each.zoneId, start[1])) >= 0);
    const next = zones[size];
    return {
      HostedZones: zones.slice(0, size).map(toHostedZone),
      ...(DNSName !== undefined && { DNSName }),
      ...(HostedZoneId !== undefined && { HostedZoneId }),
      IsTruncated: next !== undefined,
      ...(next && { NextDNSName: next.name, NextHostedZoneId: next.zoneId }),
      MaxItems: String(size),
    };
  },
);

/** How many items a page may have: what was asked for, or as many as there can be. */
export function pageSize(asked: string | undefined, largest: number): number {
  if (asked === undefined) return largest;
  const size = /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  if (size === 0) throw invalidInput(`The value ${asked} of maxitems is not a number greater than 0.`);
  return Math.min(size, largest);
}

/** Throws NoSuchHostedZone, or AccessDenied for a zone of another account. */
export function requireZone({ sim, accountId, callerArn }: Call, zoneId: string): HostedZone {
  const zone = route53State(sim.world, accountId).zones.get(zoneId);
  if (zone) return zone;
  const isAnothers = [...sim.world.route53.values()].some(({ zones }) => zones.has(zoneId));
  throw isAnothers ? notYourResource(callerArn) : noSuchHostedZone(zoneId);
}

function toHostedZone({ zoneId, name, comment, callerReference, recordSets }: HostedZone): SdkHostedZone {
  return {
    ...{ Id: `/hostedzone/${zoneId}`, Name: name, CallerReference: callerReference },
    Config: { Comment: comment, PrivateZone: false },
    ResourceRecordSetCount: recordSets.size,
  };
}
