import type { Change, ChangeAction, ResourceRecordSet } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { change, freshZone, recordSets, simple } from "./test-zones.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

function to(Action: ChangeAction, ResourceRecordSet: ResourceRecordSet): Change {
  return { Action, ResourceRecordSet };
}

/** Record sets by what they are called in tests, in a zone that is called `zone`. */
type Sets = Record<"a" | "other" | "cname" | "api" | "orders", ResourceRecordSet & { Name: string }>;

function setsIn(zone: string): Sets {
  return {
    a: simple(`a.${zone}`, "A", "198.51.100.1"),
    other: simple(`a.${zone}`, "A", "198.51.100.2", "198.51.100.3"),
    cname: simple(`a.${zone}`, "CNAME", "b.example.net"),
    api: simple(`api.${zone}`, "CNAME", `api.us-east-1.${zone}`),
    orders: { ...simple(`orders.${zone}`, "CNAME", "dr.example.net"), SetIdentifier: "standby", Weight: 100 },
  };
}

describe("a batch", () => {
  test("creates, changes and deletes, in the order of its changes", async () => {
    const zone = freshZone(bench);
    const { a, other, api, orders } = setsIn(zone.zoneName);
    await change(zone, [to("CREATE", a), to("UPSERT", orders)]);
    expect(await recordSets(zone)).toEqual(expect.arrayContaining([a, orders]));
    const replaced = { ...api, ...simple(api.Name, "A", "198.51.100.9") };
    await change(zone, [to("UPSERT", other), to("DELETE", api), to("CREATE", replaced)]);
    const sets = await recordSets(zone);
    expect(sets).toEqual(expect.arrayContaining([other, replaced]));
    expect(sets).not.toContainEqual(api);
  });

  test("keeps names in lower case, with their last dot, and escapes what is unusual in them", async () => {
    const zone = freshZone(bench);
    await change(zone, [to("CREATE", simple(`*.Apps.${zone.zoneName.slice(0, -1)}`, "A", "198.51.100.1"))]);
    expect((await recordSets(zone)).map((each) => each.Name)).toContain(`\\052.apps.${zone.zoneName}`);
    await change(zone, [to("DELETE", simple(`\\052.apps.${zone.zoneName}`, "A", "198.51.100.1"))]);
    expect(await recordSets(zone)).toHaveLength(8);
  });

  test("is taken as a whole or not at all, and all that is wrong with it is said", async () => {
    const zone = freshZone(bench);
    const { a, api, cname } = setsIn(zone.zoneName);
    const before = await recordSets(zone);
    const { message } = await refusal(change(zone, [to("CREATE", a), to("CREATE", api), to("DELETE", cname)]));
    expect(message).toBe(
      `[Tried to create resource record set [name='${api.Name}', type='CNAME'] but it already exists, ` +
        `Tried to delete resource record set [name='${a.Name}', type='CNAME'] but it was not found]`,
    );
    expect(await recordSets(zone)).toEqual(before);
  });

  const weighted = (name: string, SetIdentifier: string) => ({ ...simple(name, "A", "198.51.100.1"), SetIdentifier });
  const alias = (name: string, HostedZoneId: string, DNSName: string): ResourceRecordSet => {
    return { Name: name, Type: "A", AliasTarget: { HostedZoneId, DNSName, EvaluateTargetHealth: true } };
  };

  test.each<[string, (zone: string, sets: Sets, zoneId: string) => Change[]]>([
    [
      "RRSet with DNS name a.example.org. is not permitted in zone ZONE",
      () => [to("CREATE", simple("a.example.org", "A", "198.51.100.1"))],
    ],
    [
      "Tried to delete resource record set [name='api.ZONE', type='CNAME'] but the values provided do not match the current values",
      (_zone, { api }) => [to("DELETE", { ...api, TTL: 61 })],
    ],
    [
      "Tried to delete resource record set [name='orders.ZONE', type='CNAME', set-identifier='standby'] but the values provided do not match the current values",
      (_zone, { orders }) => [to("DELETE", orders)],
    ],
    [
      "RRSet of type CNAME with DNS name db.ZONE is not permitted as it conflicts with other records with the same DNS name in zone ZONE",
      (zone) => [to("UPSERT", simple(`db.${zone}`, "CNAME", "b.example.net"))],
    ],
    [
      "RRSet of type A with DNS name api.ZONE is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ZONE",
      (zone) => [to("UPSERT", simple(`api.${zone}`, "A", "198.51.100.1"))],
    ],
    [
      "RRSet of type CNAME with DNS name ZONE is not permitted at apex in zone ZONE",
      (zone) => [to("UPSERT", simple(zone, "CNAME", "b.example.net"))],
    ],
    [
      "The request contains an invalid set of changes for a resource record set 'A a.ZONE'",
      (_zone, { a, other }) => [to("UPSERT", a), to("UPSERT", other)],
    ],
    [
      "RRSet with DNS name orders.ZONE, type CNAME cannot be created as other RRSets exist with the same name and type.",
      (zone) => [to("UPSERT", simple(`orders.${zone}`, "CNAME", "b.example.net"))],
    ],
    [
      "RRSet with DNS name db.ZONE, type A, SetIdentifier one cannot be created as a non-weighted set exists with the same name and type.",
      (zone) => [to("CREATE", { ...weighted(`db.${zone}`, "one"), Weight: 1 })],
    ],
    [
      "RRSet with DNS name orders.ZONE, type CNAME, SetIdentifier x cannot be created as a non-failover set exists with the same name and type.",
      (_zone, { orders: { Weight: _weight, ...orders } }) => [
        to("CREATE", { ...orders, SetIdentifier: "x", Failover: "PRIMARY" }),
      ],
    ],
    [
      "RRSet with DNS name orders.ZONE, type CNAME, SetIdentifier standby cannot be created as weighted sets must contain the same TTL.",
      (_zone, { orders }) => [to("UPSERT", { ...orders, TTL: 5 })],
    ],
    [
      "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'lb.example.net''",
      (zone) => [to("CREATE", simple(`a.${zone}`, "A", "lb.example.net"))],
    ],
    [
      "Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '198.51.100.1''",
      (zone) => [to("CREATE", simple(`a.${zone}`, "AAAA", "198.51.100.1"))],
    ],
    [
      "Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'text''",
      (zone) => [to("CREATE", simple(`a.${zone}`, "TXT", "text"))],
    ],
    [
      "Duplicate Resource Record: '198.51.100.1'",
      (zone) => [to("CREATE", simple(`a.${zone}`, "A", "198.51.100.1", "198.51.100.1"))],
    ],
    [
      "Tried to create an alias that targets none.ZONE, type A in zone ID, but that target was not found",
      (zone, _sets, zoneId) => [to("CREATE", alias(`a.${zone}`, zoneId, `none.${zone}`))],
    ],
    [
      "Tried to create an alias that targets example.org., type A in zone ID, but the alias target name does not lie within the target zone",
      (zone, _sets, zoneId) => [to("CREATE", alias(`a.${zone}`, zoneId, "example.org"))],
    ],
    [
      "Number of records limit of 1000 exceeded.",
      (zone) => [to("UPSERT", simple(`a.${zone}`, "TXT", ...Array.from({ length: 501 }, (_, index) => `"${index}"`)))],
    ],
  ])("is refused: %s", async (words, changes) => {
    const zone = freshZone(bench);
    const before = await recordSets(zone);
    const refused = await refusal(change(zone, changes(zone.zoneName, setsIn(zone.zoneName), zone.zoneId)));
    const message = `[${words.replaceAll("ZONE", zone.zoneName).replace("ID", zone.zoneId)}]`;
    expect(refused).toMatchObject({ name: "InvalidChangeBatch", status: 400, message });
    expect(await recordSets(zone)).toEqual(before);
  });

  test("does not take away what a zone must have", async () => {
    const zone = freshZone(bench);
    const own = (await recordSets(zone)).filter((each) => each.Type === "SOA" || each.Type === "NS");
    const { message } = await refusal(
      change(
        zone,
        own.map((each) => to("DELETE", each)),
      ),
    );
    expect(message).toBe(
      "[A HostedZone must contain exactly one SOA record., A HostedZone must contain at least one NS record for the zone itself.]",
    );
  });

  test.each<[string, Partial<ResourceRecordSet>]>([
    [
      "Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none",
      { TTL: undefined },
    ],
    [
      "Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found more than one",
      { AliasTarget: { HostedZoneId: "Z2", DNSName: "lb.example.net", EvaluateTargetHealth: false } },
    ],
    ["Missing field 'SetIdentifier'", { Weight: 1 }],
    [
      "Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig], but found none",
      { SetIdentifier: "x" },
    ],
  ])("that is incomplete is refused: %s", async (words, members) => {
    const zone = freshZone(bench);
    const set = { ...setsIn(zone.zoneName).a, ...members };
    const refused = await refusal(change(zone, [to("CREATE", set)]));
    const where = `[Action=CREATE, Name=${set.Name}, Type=A, SetIdentifier=${set.SetIdentifier ?? "null"}]`;
    const message = `Invalid request: ${words} in Change with ${where}`;
    expect(refused).toMatchObject({ name: "InvalidInput", status: 400, message });
  });
});
