import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetChangeCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsRequest,
} from "@aws-sdk/client-route-53";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { route53State } from "#simulator/world.ts";
import { change, freshZone, recordSets, simple } from "./test-zones.ts";

describe("Route 53", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(async () => {
    await bench.control("DELETE", "/faults");
    await bench.control("POST", "/clock", { speed: 50_000 });
  });
  afterAll(() => bench.close());

  test("has a zone in each account of the demo, whatever the Region", async () => {
    for (const [accountId, name] of [
      ["111122223333", "dr-hub.example.com."],
      ["222233334444", "payments.example.com."],
      ["333344445555", "enterprise.example.com."],
    ] as const) {
      const here = bench.route53({ accountId, region: "eu-central-1" });
      const { HostedZones } = await here.send(new ListHostedZonesByNameCommand({}));
      expect(HostedZones).toMatchObject([{ Name: name, ResourceRecordSetCount: 8, Config: { PrivateZone: false } }]);
      const elsewhere = bench.route53({ accountId, region: "us-west-2" });
      const { HostedZone, DelegationSet } = await elsewhere.send(
        new GetHostedZoneCommand({ Id: HostedZones?.[0]?.Id }),
      );
      expect(HostedZone?.Name).toBe(name);
      expect(DelegationSet?.NameServers).toHaveLength(4);
    }
  });

  test("lists zones by name, from one on and in pages", async () => {
    const { accountId, route53, zoneName } = freshZone(bench);
    const { zones } = route53State(bench.sim.world, accountId);
    const [zone] = zones.values();
    for (const name of ["alpha.org.", "z.alpha.org.", "beta.com."]) {
      if (zone) zones.set(`Z${name}`, { ...zone, zoneId: `Z${name}`, name });
    }
    const first = await route53.send(new ListHostedZonesByNameCommand({ MaxItems: 2 }));
    expect(first.HostedZones?.map((each) => each.Name)).toEqual(["beta.com.", zoneName]);
    expect(first).toMatchObject({ IsTruncated: true, NextDNSName: "alpha.org.", NextHostedZoneId: "Zalpha.org." });
    const { NextDNSName: DNSName, NextHostedZoneId: HostedZoneId } = first;
    const rest = await route53.send(new ListHostedZonesByNameCommand({ DNSName, HostedZoneId }));
    expect(rest.HostedZones?.map((each) => each.Name)).toEqual(["alpha.org.", "z.alpha.org."]);
    const named = await route53.send(new ListHostedZonesByNameCommand({ DNSName: "Z.alpha.org" }));
    expect(named).toMatchObject({
      DNSName: "Z.alpha.org",
      HostedZones: [{ Name: "z.alpha.org." }],
      IsTruncated: false,
    });
  });

  test("lists record sets by name with the labels reversed, then type and identifier", async () => {
    const zone = freshZone(bench);
    const { zoneName } = zone;
    const sets = await recordSets(zone);
    const places = sets.map((each) => [each.Name?.replace(zoneName, "") ?? "", each.Type, each.SetIdentifier]);
    expect(places).toEqual([
      ...[
        ["", "A"],
        ["", "NS"],
        ["", "SOA"],
        ["api.", "CNAME"],
        ["db.", "A"],
      ].map((each) => [...each, undefined]),
      ...[
        ["orders.", "CNAME", "primary"],
        ["orders.", "CNAME", "standby"],
        ["www.", "A", undefined],
      ],
    ]);
    expect(sets.at(-1)?.AliasTarget).toEqual({
      HostedZoneId: zone.zoneId,
      DNSName: zoneName,
      EvaluateTargetHealth: false,
    });
    expect(sets.at(5)).toMatchObject({ Weight: 100, TTL: 60 });
  });

  test("lists record sets from one on, in pages", async () => {
    const zone = freshZone(bench);
    const { zoneName, zoneId: HostedZoneId, route53 } = zone;
    const list = (input: Partial<ListResourceRecordSetsRequest>) =>
      route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...input }));
    const first = await list({ StartRecordName: `DB.${zoneName}`, MaxItems: 2 });
    expect(first).toMatchObject({
      ...{ IsTruncated: true, NextRecordName: `orders.${zoneName}`, NextRecordType: "CNAME" },
      ...{ NextRecordIdentifier: "standby" },
    });
    const { NextRecordName, NextRecordType, NextRecordIdentifier } = first;
    const rest = await list({
      ...{ StartRecordName: NextRecordName, StartRecordType: NextRecordType },
      StartRecordIdentifier: NextRecordIdentifier,
    });
    expect(rest.ResourceRecordSets?.map((each) => each.SetIdentifier ?? each.Name)).toEqual([
      "standby",
      `www.${zoneName}`,
    ]);
    expect(rest.IsTruncated).toBe(false);
    const between = await list({ StartRecordName: zoneName, StartRecordType: "NS", MaxItems: 1 });
    expect(between.ResourceRecordSets?.[0]?.Type).toBe("NS");
    expect(await refusal(list({ StartRecordType: "A" }))).toMatchObject({ name: "InvalidInput", status: 400 });
  });

  test("a change is pending for about a minute of simulated time", async () => {
    const zone = freshZone(bench);
    await bench.control("POST", "/clock", { speed: 1 });
    const set = simple(`new.${zone.zoneName}`, "A", "198.51.100.7");
    const submitted = await change(zone, [{ Action: "CREATE", ResourceRecordSet: set }], "switch");
    expect(submitted).toMatchObject({
      Status: "PENDING",
      Comment: "switch",
      Id: expect.stringMatching(/^\/change\/C/) as string,
    });
    const status = async () => (await zone.route53.send(new GetChangeCommand({ Id: submitted.Id }))).ChangeInfo?.Status;
    await bench.control("POST", "/clock/advance", { seconds: 45 });
    expect(await status()).toBe("PENDING");
    await bench.control("POST", "/clock/advance", { seconds: 20 });
    expect(await status()).toBe("INSYNC");
    expect(await recordSets(zone)).toContainEqual(set);
  });

  test("takes one batch after the other", async () => {
    const zone = freshZone(bench);
    await bench.control("POST", "/clock", { speed: 1 });
    const upsert = (address: string) => {
      const ResourceRecordSet = simple(`api2.${zone.zoneName}`, "A", address);
      return change(zone, [{ Action: "UPSERT", ResourceRecordSet }]);
    };
    const both = await Promise.allSettled([upsert("198.51.100.1"), upsert("198.51.100.2")]);
    const [refused] = both.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : []));
    expect(both.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    expect(refused).toMatchObject({ name: "PriorRequestNotComplete", $metadata: { httpStatusCode: 400 } });
    await upsert("198.51.100.3");
  });

  test("takes five requests a second from an account, and throttles it alone", async () => {
    const [busy, idle] = [freshZone(bench), freshZone(bench)];
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => recordSets(busy)));
    const refused = asked.flatMap((each) => (each.status === "rejected" ? [each.reason as Error] : []));
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(refused[0]).toMatchObject({
      name: "Throttling",
      message: "Rate exceeded",
      $metadata: { httpStatusCode: 400 },
    });
    expect(await recordSets(idle)).toHaveLength(8);
    expect(await until(() => recordSets(busy).catch(() => undefined))).toHaveLength(8);
  });

  test("knows neither zones nor changes of others", async () => {
    const [zone, other] = [freshZone(bench), freshZone(bench)];
    const missing = await refusal(recordSets({ ...zone, zoneId: "Z0NOBODYS" }));
    expect(missing).toMatchObject({
      name: "NoSuchHostedZone",
      status: 404,
      message: "No hosted zone found with ID: Z0NOBODYS",
    });
    const foreign = await refusal(recordSets({ ...zone, zoneId: other.zoneId }));
    expect(foreign).toMatchObject({ name: "AccessDenied", status: 403 });
    const ResourceRecordSet = simple(`a.${other.zoneName}`, "A", "198.51.100.1");
    const { Id } = await change(other, [{ Action: "CREATE", ResourceRecordSet }]);
    const unknown = await refusal(zone.route53.send(new GetChangeCommand({ Id })));
    expect(unknown).toMatchObject({ name: "NoSuchChange", status: 404 });
  });

  test("refuses what a role may not do, and is journalled", async () => {
    const { route53, zoneId } = freshZone(bench);
    const denied = [{ action: "route53:GetHostedZone" }];
    const accountId = PAYMENTS.accountId;
    await bench.control("PUT", "/roles", { roleArn: `arn:aws:iam::${accountId}:role/DrsOrchestratorRole`, denied });
    const refused = await refusal(bench.route53().send(new GetHostedZoneCommand({ Id: "Z1" })));
    expect(refused).toMatchObject({ name: "AccessDenied", status: 403 });
    await bench.control("PUT", "/roles", { roleArn: `arn:aws:iam::${accountId}:role/DrsOrchestratorRole`, denied: [] });
    await route53.send(new GetHostedZoneCommand({ Id: `/hostedzone/${zoneId}` }));
    const { body } = await bench.control("GET", `/journal?service=route53&mentions=${zoneId}`);
    expect(body.items).toMatchObject([{ operation: "GetHostedZone", status: 200, request: { Id: zoneId } }]);
  });

  test("changes what a lost reply was about, and nothing when the request was lost", async () => {
    const zone = freshZone(bench);
    const set = (address: string) => simple(`api2.${zone.zoneName}`, "A", address);
    const lose = async (kind: string, address: string) => {
      await bench.control("POST", "/faults", { service: "route53", times: 1, effect: { kind } });
      return change(zone, [{ Action: "UPSERT", ResourceRecordSet: set(address) }]).catch((error: unknown) => error);
    };
    expect(await lose("lost-reply", "198.51.100.1")).toBeInstanceOf(Error);
    expect(await recordSets(zone)).toContainEqual(set("198.51.100.1"));
    expect(await lose("reset", "198.51.100.2")).toBeInstanceOf(Error);
    expect(await recordSets(zone)).toContainEqual(set("198.51.100.1"));
  });

  const authorization =
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261124/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0";

  test.each([
    ["<Unrelated/>", "MalformedInput"],
    ["no XML", "MalformedInput"],
    ["<ChangeResourceRecordSetsRequest/>", "InvalidInput"],
  ])("refuses the body %s with %s", async (body, code) => {
    const [zoneId = ""] = route53State(bench.sim.world, "111122223333").zones.keys();
    const url = `${bench.url}/2013-04-01/hostedzone/${zoneId}/rrset`;
    const response = await fetch(url, { method: "POST", headers: { authorization }, body });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain(`<Error><Type>Sender</Type><Code>${code}</Code>`);
    const unsigned = await fetch(url, { method: "POST", body });
    expect(await unsigned.text()).toContain("<Code>MissingAuthenticationToken</Code>");
  });
});

test("a saved simulator keeps record sets and changes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const stateFile = join(folder, "state.json");
  const before = await startBench({ stateFile });
  const zone = freshZone(before);
  const set = simple(`kept.${zone.zoneName}`, "TXT", '"a" "b"');
  const { Id } = await change(zone, [{ Action: "CREATE", ResourceRecordSet: set }]);
  await before.close();
  const after = await startBench({ stateFile });
  const same = { ...zone, route53: after.route53({ accountId: zone.accountId, region: "us-east-1" }) };
  expect(await recordSets(same)).toContainEqual(set);
  expect((await same.route53.send(new GetChangeCommand({ Id }))).ChangeInfo?.Id).toBe(Id);
  await after.close();
  rmSync(folder, { recursive: true });
});
