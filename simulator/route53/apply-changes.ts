import { POLICIES, policiesOf, storedSet, valueProblems, type RequestedChange } from "./check-change.ts";
import { invalidChangeBatch } from "./errors.ts";
import { isWithin } from "./names.ts";
import { recordSetKey, type HostedZone, type RecordSet } from "./records.ts";

const LARGEST_BATCH = 1000;

type RecordSets = Map<string, RecordSet>;

/** A zone's record sets after all of the changes, in their order. Throws InvalidChangeBatch, which says all that is wrong. */
export function applyChanges(zone: HostedZone, changes: readonly RequestedChange[]): RecordSets {
  const sets = new Map(zone.recordSets);
  const limit = tooManyRecords(changes);
  if (limit !== undefined) throw invalidChangeBatch([limit]);
  const problems = [...repeatedChanges(changes), ...changes.flatMap((change) => applyChange(zone, sets, change))];
  if (problems.length === 0) problems.push(...brokenZone(zone, sets), ...brokenAliases(zone, sets, changes));
  if (problems.length > 0) throw invalidChangeBatch(problems);
  return sets;
}

/** Amazon Route 53 quotas: 1,000 records in a batch, those of an UPSERT count twice. */
function tooManyRecords(changes: readonly RequestedChange[]): string | undefined {
  const records = changes.reduce((sum, { Action, ResourceRecordSet }) => {
    return sum + (ResourceRecordSet.ResourceRecords?.length ?? 1) * (Action === "UPSERT" ? 2 : 1);
  }, 0);
  return records > LARGEST_BATCH ? `Number of records limit of ${LARGEST_BATCH} exceeded.` : undefined;
}

/** A record set may stand in several changes only when it is deleted and then created. */
function repeatedChanges(changes: readonly RequestedChange[]): string[] {
  const bySet = Map.groupBy(changes, (change) => recordSetKey(storedSet(change)));
  return [...bySet.values()].flatMap((all) => {
    const actions = all.map((each) => each.Action).join(" ");
    const [first] = all;
    if (!first || all.length === 1 || actions === "DELETE CREATE") return [];
    const { Name, Type } = storedSet(first);
    return [`The request contains an invalid set of changes for a resource record set '${Type} ${Name}'`];
  });
}

/** Applies one change, and answers what is wrong with it. */
function applyChange(zone: HostedZone, sets: RecordSets, change: RequestedChange): string[] {
  const set = storedSet(change);
  const key = recordSetKey(set);
  const present = sets.get(key);
  if (!isWithin(set.Name, zone.name)) return [`RRSet with DNS name ${set.Name} is not permitted in zone ${zone.name}`];
  if (change.Action === "DELETE") {
    if (!present) return [`Tried to delete ${described(set)} but it was not found`];
    if (!isSame(present, set))
      return [`Tried to delete ${described(set)} but the values provided do not match the current values`];
    sets.delete(key);
    return [];
  }
  if (change.Action === "CREATE" && present) return [`Tried to create ${described(set)} but it already exists`];
  const problems = [...valueProblems(set), ...conflicts(zone, sets, set)];
  if (problems.length === 0) sets.set(key, set);
  return problems;
}

function described({ Name, Type, SetIdentifier }: RecordSet): string {
  const identifier = SetIdentifier === undefined ? "" : `, set-identifier='${SetIdentifier}'`;
  return `resource record set [name='${Name}', type='${Type}'${identifier}]`;
}

/** Whether a record set is described as it is: what it answers, and whatever else is said of it. */
function isSame(present: RecordSet, given: RecordSet): boolean {
  const { ResourceRecords: values, ...rest } = given;
  const isSaid = Object.entries(rest).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(present[name as keyof RecordSet]),
  );
  return isSaid && sortedValues(values) === sortedValues(present.ResourceRecords);
}

function sortedValues(records: RecordSet["ResourceRecords"] = []): string {
  return JSON.stringify(records.map((each) => each.Value).sort());
}

/** Why a record set cannot stand beside the others. */
function conflicts(zone: HostedZone, sets: RecordSets, set: RecordSet): string[] {
  const { Name, Type } = set;
  const key = recordSetKey(set);
  const beside = [...sets].filter(([each, { Name: name }]) => each !== key && name === Name).map(([, each]) => each);
  if (Type === "CNAME") {
    const what = `RRSet of type CNAME with DNS name ${Name} is not permitted`;
    if (Name === zone.name) return [`${what} at apex in zone ${zone.name}`];
    if (beside.some((each) => each.Type !== "CNAME"))
      return [`${what} as it conflicts with other records with the same DNS name in zone ${zone.name}`];
  } else if (beside.some((each) => each.Type === "CNAME")) {
    const why = `a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${zone.name}`;
    return [`RRSet of type ${Type} with DNS name ${Name} is not permitted because ${why}`];
  }
  return unlikeSiblings(
    set,
    beside.filter((each) => each.Type === Type),
  );
}

/** Record sets of one name and type must all be of the same routing policy, weighted ones also of the same TTL. */
function unlikeSiblings(set: RecordSet, siblings: readonly RecordSet[]): string[] {
  const { Name, Type, SetIdentifier } = set;
  if (siblings.length === 0) return [];
  if (SetIdentifier === undefined) {
    return [
      `RRSet with DNS name ${Name}, type ${Type} cannot be created as other RRSets exist with the same name and type.`,
    ];
  }
  const what = `RRSet with DNS name ${Name}, type ${Type}, SetIdentifier ${SetIdentifier} cannot be created as`;
  const [policy = "Weight"] = policiesOf(set);
  if (siblings.some((each) => !policiesOf(each).includes(policy))) {
    return [`${what} a non-${POLICIES[policy]} set exists with the same name and type.`];
  }
  const hasOtherTtl = (each: RecordSet) => each.TTL !== undefined && set.TTL !== undefined && each.TTL !== set.TTL;
  const isUneven = policy === "Weight" && siblings.some(hasOtherTtl);
  return isUneven ? [`${what} weighted sets must contain the same TTL.`] : [];
}

/** What every zone must keep. */
function brokenZone(zone: HostedZone, sets: RecordSets): string[] {
  const has = (Type: "SOA" | "NS") => sets.has(recordSetKey({ Name: zone.name, Type }));
  return [
    ...(has("SOA") ? [] : ["A HostedZone must contain exactly one SOA record."]),
    ...(has("NS") ? [] : ["A HostedZone must contain at least one NS record for the zone itself."]),
  ];
}

/** Aliases to record sets of the same zone need their target. */
function brokenAliases(zone: HostedZone, sets: RecordSets, changes: readonly RequestedChange[]): string[] {
  return changes.flatMap((change) => {
    const { AliasTarget, Type } = storedSet(change);
    if (change.Action === "DELETE" || AliasTarget?.HostedZoneId !== zone.zoneId) return [];
    const { DNSName } = AliasTarget;
    const what = `Tried to create an alias that targets ${DNSName}, type ${Type} in zone ${zone.zoneId}, but`;
    if (!isWithin(DNSName, zone.name)) return [`${what} the alias target name does not lie within the target zone`];
    const isThere = [...sets.values()].some((each) => each.Name === DNSName && each.Type === Type);
    return isThere ? [] : [`${what} that target was not found`];
  });
}
