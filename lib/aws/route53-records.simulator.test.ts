import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { PAYMENTS } from "#simulator/test-bench.ts";
import { route53State } from "#simulator/world.ts";

import {
  readChangeStatus,
  readRecordSet,
  type RecordSetKey,
  type RecordSetValue,
  restoreRecordSet,
  upsertRecordSet,
} from "./route53-records.ts";
import * as aws from "./test-aws.ts";

// Each test begins with a whole allowance of requests: an account has five a second.
let world: aws.TestAws;

beforeEach(async () => {
  world = await aws.startTestAws();
});
afterEach(() => world.bench.close());

const ZONE = "payments.example.com.";
const NEW: RecordSetValue = { ttl: 30, values: ["198.51.100.7"], alias: null, routing: {} };

function zoneId(): string {
  const [id = ""] = route53State(world.bench.sim.world, PAYMENTS.accountId).zones.keys();
  return id;
}

function key(label: string, type = "CNAME", setIdentifier: string | null = null): RecordSetKey {
  return { hostedZoneId: zoneId(), name: `${label}${ZONE}`, type, setIdentifier };
}

function read(which: RecordSetKey, signal = aws.NEVER): Promise<RecordSetValue | null> {
  return readRecordSet(world.clients, world.place.access, { key: which, signal });
}

function upsert(which: RecordSetKey, value: RecordSetValue, signal = aws.NEVER): Promise<string> {
  return upsertRecordSet(world.clients, world.place.access, { key: which, value, comment: "action 42", signal });
}

function restore(which: RecordSetKey, before: RecordSetValue | null): Promise<string | null> {
  const request = { key: which, before, comment: "action 42 taken back", signal: aws.NEVER };
  return restoreRecordSet(world.clients, world.place.access, request);
}

function status(changeId: string) {
  return readChangeStatus(world.clients, world.place.access, { changeId, signal: aws.NEVER });
}

describe("a record set", () => {
  test("is read in its own words", async () => {
    expect(await read(key("api."))).toEqual({ ttl: 60, values: [`api.us-east-1.${ZONE}`], alias: null, routing: {} });
    const alias = { hostedZoneId: zoneId(), dnsName: ZONE, evaluatesHealth: false };
    expect(await read(key("WWW.", "A"))).toEqual({ ttl: null, values: [], alias, routing: {} });
    expect(await read(key("orders.", "CNAME", "standby"))).toMatchObject({ routing: { Weight: 0 } });
  });

  test.each<[string, [label: string, type: string, setIdentifier?: string]]>([
    ["of another name", ["nothing.", "A"]],
    ["of another type", ["api.", "A"]],
    ["of another identifier", ["orders.", "CNAME", "else"]],
    ["where a routing policy chooses among several", ["orders.", "CNAME"]],
    ["behind the last one", ["zzz.", "TXT"]],
  ])("%s is none", async (_what, which) => {
    expect(await read(key(...which))).toBeNull();
  });

  test("is switched over and put back as it was, once the change has spread", async () => {
    const which = key("orders.", "CNAME", "primary");
    const before = await read(which);
    if (before === null) throw new Error("No record set");
    await world.bench.control("POST", "/clock", { speed: 1 });
    const changeId = await upsert(which, { ...before, values: ["dr.example.net"], routing: { Weight: 7 } });
    expect(await status(changeId)).toBe("PENDING");
    await world.bench.control("POST", "/clock/advance", { seconds: 65 });
    expect(await status(changeId)).toBe("INSYNC");
    expect(await read(which)).toMatchObject({ values: ["dr.example.net"], routing: { Weight: 7 } });
    await restore(which, JSON.parse(JSON.stringify(before)) as RecordSetValue);
    expect(await read(which)).toEqual(before);
  });

  test("that was an alias is one again", async () => {
    const which = key("www.", "A");
    const before = await read(which);
    await upsert(which, NEW);
    expect(await read(which)).toEqual(NEW);
    await restore(which, before);
    expect(await read(which)).toEqual(before);
  });

  test("that was none is deleted, and that once", async () => {
    const which = key("*.dr.", "A");
    expect(await read(which)).toBeNull();
    await upsert(which, NEW);
    expect(await read(which)).toEqual(NEW);
    expect(await restore(which, null)).toMatch(/^C/);
    expect(await restore(which, null)).toBeNull();
  });

  test("that was none is deleted even when the reply is lost", async () => {
    const which = key("new.", "A");
    await upsert(which, NEW);
    await aws.failNext(world, "route53:ChangeResourceRecordSets", aws.LOST_REPLY);
    expect(await restore(which, null)).toBeNull();
    expect(await read(which)).toBeNull();
  });

  test("that was none is not deleted when AWS refuses", async () => {
    const which = key("new.", "A");
    await upsert(which, NEW);
    const refusal = { kind: "error", status: 400, code: "InvalidChangeBatch", message: "[No.]" };
    await aws.failNext(world, "route53:ChangeResourceRecordSets", refusal);
    expect(await aws.failureOf(restore(which, null))).toMatchObject({ name: "InvalidChangeBatch", message: "[No.]" });
    expect(await read(which)).toEqual(NEW);
  });
});

describe("changing a record set", () => {
  const calls = () => aws.callsOf(world, "ChangeResourceRecordSets");

  test.each([
    ["AWS throttles", aws.THROTTLED],
    ["the reply is lost", aws.LOST_REPLY],
    ["the request never arrives", aws.NEVER_ARRIVES],
    ["Route 53 is at another change", { kind: "error", status: 400, code: "PriorRequestNotComplete" }],
  ])("is repeated when %s", async (_what, effect) => {
    await aws.failNext(world, "route53:ChangeResourceRecordSets", effect);
    await upsert(key("new.", "A"), NEW);
    expect(calls()).toBe(2);
    expect(await read(key("new.", "A"))).toEqual(NEW);
  });

  test("gets through when an account asks more often than Route 53 allows", async () => {
    await Promise.all(Array.from({ length: 7 }, () => read(key("api."))));
    const throttled = world.bench.sim.journal.list({ service: "route53", statuses: ["400"] });
    expect(throttled.length).toBeGreaterThan(0);
  });

  test("is refused in AWS's own words when it does not fit the zone", async () => {
    const failure = await aws.failureOf(upsert(key("api.", "A"), NEW));
    expect(failure).toMatchObject({ name: "InvalidChangeBatch", refused: true, retryable: false });
    expect(failure.message).toContain("a conflicting RRSet of type CNAME with the same DNS name already exists");
    const elsewhere = await aws.failureOf(read({ ...key("api."), hostedZoneId: "Z0NOBODYS" }));
    expect(elsewhere).toMatchObject({ name: "NoSuchHostedZone", status: 404, refused: true, retryable: false });
    expect(await aws.failureOf(status("C0NOBODYS"))).toMatchObject({ name: "NoSuchChange", refused: true });
  });

  test("is given up when it hangs", async () => {
    await aws.failNext(world, "route53:ChangeResourceRecordSets", aws.HANGS);
    const hanging = upsert(key("new.", "A"), NEW, aws.soonAborted());
    expect(await aws.failureOf(hanging)).toMatchObject({ refused: false, status: null });
  });
});
