import type { ChangeAction } from "@aws-sdk/client-route-53";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AwsError } from "#simulator/aws-error.ts";
import { applyChanges } from "./apply-changes.ts";
import type { RequestedChange } from "./check-change.ts";
import { recordSetKey, seededRoute53, type HostedZone, type RecordSet } from "./records.ts";

const ZONE = "payments.example.com.";
const names = fc.constantFrom("", "www.", "API.", "orders.", "*.").map((label) => `${label}${ZONE}`);
const routing = fc.constantFrom<Partial<RecordSet>>(
  {},
  ...[
    { SetIdentifier: "primary", Weight: 1 },
    { SetIdentifier: "standby", Weight: 2 },
  ],
  ...[{ SetIdentifier: "primary", Failover: "PRIMARY" as const }],
);
const data = fc.constantFrom<Pick<RecordSet, "Type" | "ResourceRecords">>(
  ...["198.51.100.1", "198.51.100.2"].map((Value) => ({ Type: "A" as const, ResourceRecords: [{ Value }] })),
  { Type: "CNAME", ResourceRecords: [{ Value: "b.example.net" }] },
  { Type: "TXT", ResourceRecords: [{ Value: '"a"' }] },
);

/** Something new, or what is there already, for a DELETE that fits. */
const wish = fc.record({
  Action: fc.constantFrom<ChangeAction>("CREATE", "UPSERT", "DELETE"),
  set: fc.tuple(names, data, routing, fc.constantFrom(60, 300)).map(([Name, values, policy, TTL]): RecordSet => {
    return { Name, TTL, ...values, ...policy };
  }),
  present: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
});
const batches = fc.array(fc.array(wish, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });

function seeded(): HostedZone {
  const [zone] = seededRoute53("222233334444", "payments-prod").zones.values();
  if (!zone) throw new Error("No zone");
  return zone;
}

function attempt(zone: HostedZone, changes: readonly RequestedChange[]): HostedZone["recordSets"] | undefined {
  try {
    return applyChanges(zone, changes);
  } catch (error) {
    if (error instanceof AwsError && error.code === "InvalidChangeBatch") return undefined;
    throw error;
  }
}

/** What is wrong with a zone; empty when nothing is. */
function broken({ name, recordSets }: HostedZone): string[] {
  const sets = [...recordSets.values()];
  const byName = Map.groupBy(sets, (each) => each.Name);
  const bySet = Map.groupBy(sets, (each) => `${each.Name} ${each.Type}`);
  return [
    ...[...recordSets].flatMap(([key, set]) =>
      key === recordSetKey(set) ? [] : [`${key} is not ${recordSetKey(set)}`],
    ),
    ...(["SOA", "NS"].every((type) => bySet.has(`${name} ${type}`)) ? [] : ["the zone has lost its own records"]),
    ...[...byName].flatMap(([each, all]) => {
      const types = new Set(all.map((set) => set.Type));
      return types.has("CNAME") && (types.size > 1 || each === name) ? [`${each} has a CNAME beside others`] : [];
    }),
    ...[...bySet].flatMap(([each, all]) => {
      const isMixed = new Set(all.map((set) => `${set.Weight === undefined} ${set.Failover === undefined}`)).size > 1;
      return isMixed ? [`${each} has several routing policies`] : [];
    }),
  ];
}

test("no sequence of batches breaks a zone, and a refused one changes nothing", () => {
  let taken = 0;
  fc.assert(
    fc.property(batches, (sequence) => {
      const zone = seeded();
      for (const wishes of sequence) {
        const sets = [...zone.recordSets.values()];
        const changes = wishes.map(({ Action, set, present }) => {
          const existing = present === undefined ? undefined : sets[present % sets.length];
          return { Action, ResourceRecordSet: existing ?? set };
        });
        const before = new Map(zone.recordSets);
        const after = attempt(zone, changes);
        expect(zone.recordSets).toEqual(before);
        zone.recordSets = after ?? before;
        taken += after ? 1 : 0;
        expect(broken(zone)).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
  expect(taken).toBeGreaterThan(100);
});
