import type { ResourceRecordSet, RRType } from "@aws-sdk/client-route-53";
import { hash, hexDigits } from "../random.ts";
import type { Given } from "../wire/given.ts";

/** As it was put, its names as Route 53 keeps them. */
export type RecordSet = Given<ResourceRecordSet>;

export type HostedZone = {
  zoneId: string;
  name: string;
  comment: string;
  callerReference: string;
  nameServers: string[];
  /** By `recordSetKey`. */
  recordSets: Map<string, RecordSet>;
};

/** A batch that was taken. Moments are simulated milliseconds. */
export type ChangeRecord = { changeId: string; submittedAt: number; insyncAt: number; comment: string | null };

/** What Route 53 keeps for one account, whatever the Region. */
export type Route53State = {
  idsIssued: number;
  zones: Map<string, HostedZone>;
  changes: Map<string, ChangeRecord>;
};

export function recordSetKey({ Name, Type, SetIdentifier = "" }: RecordSet): string {
  return `${Name} ${Type} ${SetIdentifier}`;
}

/** Route 53 of an account with its seeded zone, which is called after the account. */
export function seededRoute53(accountId: string, accountName: string): Route53State {
  const zone = seededZone(accountId, `${accountName.replace(/-prod$/, "")}.example.com.`);
  return { idsIssued: 0, zones: new Map([[zone.zoneId, zone]]), changes: new Map() };
}

const SEEDED_TTL = 60;

function seededZone(accountId: string, name: string): HostedZone {
  const zoneId = `Z0${hexDigits(18, "hosted zone", accountId).toUpperCase()}`;
  const number = hash("name servers", accountId) % 512;
  const nameServers = ["com", "net", "org", "co.uk"].map(
    (domain, index) =>
      `ns-${number + index * 512}.awsdns-${String((number + index * 16) % 64).padStart(2, "0")}.${domain}`,
  );
  const host = hash("address", accountId) % 200;
  const soa = `${nameServers[0] ?? ""}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  const weighted = { Name: `orders.${name}`, Type: "CNAME" as const };
  const recordSets: RecordSet[] = [
    simple(name, "NS", { ttl: 172_800, values: nameServers.map((each) => `${each}.`) }),
    simple(name, "SOA", { ttl: 900, values: [soa] }),
    simple(name, "A", { values: [`203.0.113.${host + 10}`] }),
    {
      ...{ Name: `www.${name}`, Type: "A" },
      AliasTarget: { HostedZoneId: zoneId, DNSName: name, EvaluateTargetHealth: false },
    },
    simple(`api.${name}`, "CNAME", { values: [`api.us-east-1.${name}`] }),
    simple(`db.${name}`, "A", { values: [`10.20.1.${host + 10}`, `10.20.1.${host + 11}`] }),
    { ...weighted, SetIdentifier: "primary", Weight: 100, ...data([`orders.us-east-1.${name}`], SEEDED_TTL) },
    { ...weighted, SetIdentifier: "standby", Weight: 0, ...data([`orders.us-west-2.${name}`], SEEDED_TTL) },
  ];
  return {
    ...{ zoneId, name },
    comment: "Names of the services that are recovered",
    callerReference: hexDigits(32, "caller reference", accountId),
    nameServers,
    recordSets: new Map(recordSets.map((each) => [recordSetKey(each), each])),
  };
}

function simple(
  Name: string,
  Type: RRType,
  { values, ttl = SEEDED_TTL }: { values: string[]; ttl?: number },
): RecordSet {
  return { Name, Type, ...data(values, ttl) };
}

function data(values: string[], ttl: number): Pick<RecordSet, "TTL" | "ResourceRecords"> {
  return { TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) };
}
