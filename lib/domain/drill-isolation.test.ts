import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { drillIsolation, drillRank, type DrillTarget } from "./drill-isolation.ts";
import {
  type DrillNetwork,
  type Landing,
  type LandingInterface,
  type RouteExit,
  SetDrillNetworkInput,
} from "./drill-landing.ts";

const NOW = new Date("2026-11-24T03:00:00.000Z");
const MINUTE = 60_000;
const NETWORK: DrillNetwork = { subnetIds: ["subnet-d"], securityGroupIds: ["sg-d"], isolationRequired: false };
const TRANSIT: RouteExit = { kind: "TRANSIT_GATEWAY", targetId: "tgw-1", destination: "10.0.0.0/8" };

const INTERFACE: LandingInterface = {
  subnetId: "subnet-d",
  subnetName: null,
  vpcId: "vpc-d",
  securityGroupIds: ["sg-d"],
  privateIpAddresses: [],
  exits: [],
};

function landing(changes: Partial<Landing> = {}): Landing {
  return {
    templateId: "lt-1",
    templateVersion: 1,
    copiesPrivateIp: false,
    intoInstanceId: null,
    interfaces: [INTERFACE],
    ...changes,
  };
}

function on(...interfaces: Partial<LandingInterface>[]): Landing {
  return landing({ interfaces: interfaces.map((each) => ({ ...INTERFACE, ...each })) });
}

function target(read: Landing | null, network: DrillNetwork | null = NETWORK): DrillTarget {
  return {
    server: { ipAddresses: ["10.20.1.4"] },
    reading: read === null ? null : { landing: read, readAt: NOW, error: null },
    network,
  };
}

function judge(read: Landing | null, network: DrillNetwork | null = NETWORK) {
  const { verdict, findings } = drillIsolation(target(read, network), NOW);
  return [verdict, ...findings.map((finding) => finding.code)];
}

describe("a drill", () => {
  test("is isolated in the drill network's subnet and groups without a route to production", () => {
    expect(judge(landing())).toEqual(["ISOLATED"]);
  });

  test.each([
    ["another subnet", on({ subnetId: "subnet-p" })],
    ["one more security group", on({ securityGroupIds: ["sg-d", "sg-p"] })],
    ["a subnet that AWS chooses", on({ subnetId: null, exits: null })],
    ["the default security group of a VPC", on({ securityGroupIds: [] })],
    ["a second interface in another subnet", on({}, { subnetId: "subnet-p" })],
  ])("lands outside the drill network: %s", (_name, read) => {
    expect(judge(read)).toEqual(["OPEN", "OUTSIDE_DRILL_NETWORK"]);
  });

  test("has a route to production, also out of a declared subnet and where no drill network is declared", () => {
    expect(judge(on({ exits: [TRANSIT] }))).toEqual(["OPEN", "ROUTE_TO_PRODUCTION"]);
    expect(judge(on({ exits: [TRANSIT] }), null)).toEqual(["OPEN", "ROUTE_TO_PRODUCTION", "NO_DRILL_NETWORK"]);
  });

  test("copies the private address of its source, by the launch settings or by the launch template", () => {
    expect(judge(landing({ copiesPrivateIp: true }))).toEqual(["ISOLATED", "COPIES_PRIVATE_IP"]);
    expect(judge(on({ privateIpAddresses: ["10.20.1.4"] }))).toEqual(["ISOLATED", "COPIES_PRIVATE_IP"]);
    expect(judge(on({ privateIpAddresses: ["10.20.1.5"] }))).toEqual(["ISOLATED"]);
  });

  test("is not known where nothing was read, routes are missing, or an existing instance is used", () => {
    expect(judge(null)).toEqual(["UNKNOWN", "NOT_KNOWN"]);
    expect(judge(on({ exits: null }))).toEqual(["UNKNOWN", "NOT_KNOWN"]);
    expect(judge(landing({ intoInstanceId: "i-1" }))).toEqual(["UNKNOWN", "NOT_KNOWN"]);
  });

  test.each([null, { subnetIds: [], securityGroupIds: [], isolationRequired: false }])(
    "is a warning without a declared drill network, %j",
    (network) => {
      expect(judge(landing(), network)).toEqual(["UNKNOWN", "NO_DRILL_NETWORK"]);
    },
  );

  test("says in words where it lands and through what it reaches production", () => {
    const read = on({
      subnetId: "subnet-p",
      subnetName: "dr-recovery-a",
      securityGroupIds: ["sg-p"],
      exits: [TRANSIT],
    });
    expect(drillIsolation(target(read), NOW).findings.map((finding) => finding.detail)).toEqual([
      "subnet-p (dr-recovery-a) routes 10.0.0.0/8 to the transit gateway tgw-1",
      "it lands in subnet-p (dr-recovery-a); it gets the security group sg-p",
    ]);
  });

  test("is not judged by a reading older than an hour, nor by one that failed", () => {
    const of = (minutes: number, error: string | null) => ({
      ...target(null),
      reading: { landing: landing(), readAt: new Date(NOW.getTime() - minutes * MINUTE), error },
    });
    expect(drillIsolation(of(60, "ThrottlingException: slow down"), NOW).verdict).toBe("ISOLATED");
    const old = drillIsolation(of(61, "ThrottlingException: slow down"), NOW);
    expect(old).toMatchObject({ verdict: "UNKNOWN", findings: [{ code: "NOT_KNOWN" }] });
    expect(old.findings[0]?.detail).toContain("2026-11-24T01:59:00.000Z");
    expect(old.findings[0]?.detail).toContain("slow down");
    const failed = { ...target(null), reading: { landing: null, readAt: null, error: "AccessDenied: no" } };
    expect(drillIsolation(failed, NOW).findings[0]?.detail).toContain("AccessDenied: no");
  });
});

const ANY_EXITS = fc.option(fc.array(fc.constant(TRANSIT), { maxLength: 1 }));
const ANY_INTERFACE = fc.record({
  subnetId: fc.option(fc.constantFrom("subnet-d", "subnet-e", "subnet-p")),
  subnetName: fc.constant(null),
  vpcId: fc.constant(null),
  securityGroupIds: fc.uniqueArray(fc.constantFrom("sg-d", "sg-e", "sg-p")),
  privateIpAddresses: fc.subarray(["10.20.1.4"]),
  exits: ANY_EXITS,
});
const ANY_READING = fc.option(
  fc.record({
    landing: fc.option(
      fc.record({
        templateId: fc.constant("lt-1"),
        templateVersion: fc.constant(1),
        copiesPrivateIp: fc.boolean(),
        intoInstanceId: fc.option(fc.constant("i-1")),
        interfaces: fc.array(ANY_INTERFACE, { maxLength: 3 }),
      }),
    ),
    readAt: fc.option(fc.integer({ min: 0, max: 120 }).map((minutes) => new Date(NOW.getTime() - minutes * MINUTE))),
    error: fc.option(fc.constant("AccessDenied: no")),
  }),
);
const ANY_NETWORK = fc.option(
  fc.record({
    subnetIds: fc.subarray(["subnet-d", "subnet-e"]),
    securityGroupIds: fc.subarray(["sg-d", "sg-e"]),
    isolationRequired: fc.boolean(),
  }),
);
const ANY_TARGET = fc.record({
  server: fc.constant({ ipAddresses: ["10.20.1.4"] }),
  reading: ANY_READING,
  network: ANY_NETWORK,
});

describe("whatever was read and declared", () => {
  test("isolated means that every interface was read to be so, within the hour", () => {
    fc.assert(
      fc.property(ANY_TARGET, (any) => {
        if (drillIsolation(any, NOW).verdict !== "ISOLATED") return;
        const { reading, network } = any;
        expect(NOW.getTime() - (reading?.readAt?.getTime() ?? 0)).toBeLessThanOrEqual(60 * MINUTE);
        expect(reading?.landing?.interfaces).not.toEqual([]);
        for (const each of reading?.landing?.interfaces ?? []) {
          expect(network?.subnetIds).toContain(each.subnetId);
          expect(each.securityGroupIds.length).toBeGreaterThan(0);
          expect(network?.securityGroupIds).toEqual(expect.arrayContaining(each.securityGroupIds));
          expect(each.exits).toEqual([]);
        }
      }),
    );
  });

  test("requiring isolation makes errors of the same findings, and a verdict that is not isolated has one", () => {
    fc.assert(
      fc.property(ANY_TARGET, (any) => {
        fc.pre(any.network !== null);
        const of = (isolationRequired: boolean) =>
          drillIsolation({ ...any, network: any.network && { ...any.network, isolationRequired } }, NOW);
        const [asked, required] = [of(false), of(true)];
        expect(required.verdict).toBe(asked.verdict);
        expect(required.findings).toEqual(asked.findings.map((finding) => ({ ...finding, severity: "error" })));
        expect(required.verdict !== "ISOLATED" && required.findings.length === 0).toBe(false);
        expect(drillRank(required) === 0).toBe(required.findings.length > 0);
      }),
    );
  });

  test("time alone never makes a drill isolated", () => {
    fc.assert(
      fc.property(ANY_TARGET, fc.integer({ min: 1, max: 300 }), (any, minutes) => {
        const later = drillIsolation(any, new Date(NOW.getTime() + minutes * MINUTE));
        if (later.verdict === "ISOLATED") expect(drillIsolation(any, NOW).verdict).toBe("ISOLATED");
      }),
    );
  });
});

describe("what declares a drill network", () => {
  const input = { subnetIds: ["subnet-0123456789abcdef0"], securityGroupIds: ["sg-01234567"], isolationRequired: true };

  test("names every id once", () => {
    const twice = { ...input, subnetIds: [...input.subnetIds, ...input.subnetIds] };
    expect(SetDrillNetworkInput.parse(twice)).toMatchObject({ ...input, comment: null });
  });

  test.each([
    ["a VPC", { subnetIds: ["vpc-0123456789abcdef0"] }],
    ["a short id", { subnetIds: ["subnet-1"] }],
    ["another group", { securityGroupIds: ["sg-0123456789ABCDEF0"] }],
    ["something else", { region: "us-east-1" }],
  ])("refuses %s", (_name, changes) => {
    expect(SetDrillNetworkInput.safeParse({ ...input, ...changes }).success).toBe(false);
  });
});
