import { isIPv4, isIPv6 } from "node:net";
import type { Change } from "@aws-sdk/client-route-53";
import type { Given } from "../wire/given.ts";
import { invalidInput } from "./errors.ts";
import { storedName } from "./names.ts";
import type { RecordSet } from "./records.ts";

export type RequestedChange = Given<Change>;

/** The members that say when a record set is answered, where several have the same name and type. */
export const POLICIES = {
  Weight: "weighted",
  Region: "latency",
  Failover: "failover",
  GeoLocation: "geolocation",
  MultiValueAnswer: "multivalue answer",
  GeoProximityLocation: "geoproximity",
  CidrRoutingConfig: "IP-based",
} as const;
type Policy = keyof typeof POLICIES;

export function policiesOf(set: RecordSet): Policy[] {
  return (Object.keys(POLICIES) as Policy[]).filter((each) => set[each] !== undefined && set[each] !== false);
}

const SOURCES = "[AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]";
const POLICY_CHOICE =
  "[Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig]";

/** Throws InvalidInput for a change that is incomplete or says too much. */
export function requireComplete(change: RequestedChange): void {
  const set = change.ResourceRecordSet;
  const { AliasTarget, TTL, ResourceRecords, TrafficPolicyInstanceId, SetIdentifier } = set;
  const hasData = TTL !== undefined && ResourceRecords !== undefined;
  const hasSomeData = TTL !== undefined || ResourceRecords !== undefined;
  const others = [AliasTarget, TrafficPolicyInstanceId].filter((each) => each !== undefined).length;
  if (others + (others > 0 ? Number(hasSomeData) : Number(hasData)) !== 1) {
    refuse(change, `Expected exactly one of ${SOURCES}, but found ${others > 0 ? "more than one" : "none"}`);
  }
  const policies = policiesOf(set).length;
  if (policies > 0 && SetIdentifier === undefined) refuse(change, "Missing field 'SetIdentifier'");
  if (SetIdentifier !== undefined && policies !== 1) {
    refuse(change, `Expected exactly one of ${POLICY_CHOICE}, but found ${policies > 1 ? "more than one" : "none"}`);
  }
}

function refuse({ Action, ResourceRecordSet }: RequestedChange, what: string): never {
  const { Name, Type, SetIdentifier = "null" } = ResourceRecordSet;
  const where = `[Action=${Action}, Name=${Name}, Type=${Type}, SetIdentifier=${SetIdentifier}]`;
  throw invalidInput(`Invalid request: ${what} in Change with ${where}`);
}

/** The record set of a change, its names as Route 53 keeps them. */
export function storedSet({ ResourceRecordSet: set }: RequestedChange): RecordSet {
  const { AliasTarget } = set;
  return {
    ...set,
    Name: storedName(set.Name),
    ...(AliasTarget && { AliasTarget: { ...AliasTarget, DNSName: storedName(AliasTarget.DNSName) } }),
  };
}

/** What is wrong with the values of a record set. */
export function valueProblems({ Type, ResourceRecords = [] }: RecordSet): string[] {
  const values = ResourceRecords.map((each) => each.Value);
  const repeated = values.filter((each, index) => values.indexOf(each) < index);
  return [
    ...[...new Set(repeated)].map((each) => `Duplicate Resource Record: '${each}'`),
    ...values.flatMap((each) => {
      const problem = valueProblem(Type, each);
      return problem === undefined
        ? []
        : [`Invalid Resource Record: 'FATAL problem: ${problem} encountered with '${each}''`];
    }),
  ];
}

const QUOTED_TEXTS = /^(?:"(?:[^"\\]|\\[^])*"\s*)+$/;

function valueProblem(type: string, value: string): string | undefined {
  if (type === "A" && !isIPv4(value)) return "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)";
  if (type === "AAAA" && !isIPv6(value)) return "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)";
  if ((type === "TXT" || type === "SPF") && !QUOTED_TEXTS.test(value)) {
    return "InvalidCharacterString (Value should be enclosed in quotation marks)";
  }
  return undefined;
}
