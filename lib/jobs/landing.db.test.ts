import { UpdateLaunchConfigurationCommand } from "@aws-sdk/client-drs";
import {
  CreateLaunchTemplateVersionCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  ModifyLaunchTemplateCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { createAccountClients } from "#lib/aws/account-clients.ts";
import type { ServerLandingView } from "#lib/domain/drill-landing.ts";
import { createLog } from "#lib/log.ts";
import { createAccount } from "#lib/services/accounts/create.ts";
import { setDrillNetwork } from "#lib/services/accounts/set-drill-network.ts";
import { getSelectionDrillLanding } from "#lib/services/drill-landing/of-selection.ts";
import { NOW, type TestWorld, testWorld } from "#lib/services/test-world.ts";
import { type Bench, PAYMENTS, startBench } from "#simulator/test-bench.ts";
import { regionState } from "#simulator/world.ts";

import { readDueLandings } from "./landing.ts";

const HOSTS = ["pay-core-01", "pay-core-02", "pay-core-03"] as const;
type Host = (typeof HOSTS)[number];

let world: TestWorld;
let bench: Bench;
let minutes = 0;
const ids = new Map<string, string>();

beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
  [world, bench] = await Promise.all([testWorld(), startBench()]);
  const { roleArn, externalId } = bench.sim.world.accounts.get(PAYMENTS.accountId) ?? {};
  await createAccount(world.as("admin"), {
    ...{ accountId: PAYMENTS.accountId, name: "Payments", regions: [PAYMENTS.region] },
    ...{ roleArn: roleArn ?? "", externalId: externalId ?? "" },
  });
  const { sourceServers } = regionState(bench.sim.world, PAYMENTS.accountId, PAYMENTS.region).drs;
  for (const { hostname, sourceServerId, privateIp } of sourceServers.values()) {
    if (!(HOSTS as readonly string[]).includes(hostname)) continue;
    ids.set(hostname, sourceServerId);
    await world.db.sourceServer.create({
      data: {
        ...{ ...PAYMENTS, sourceServerId, hostname, ipAddresses: [privateIp], osFamily: "LINUX", tags: {} },
        ...{ replicationState: "CONTINUOUS", hasSnapshot: true, liveInstances: [], searchText: "", syncedAt: NOW },
      },
    });
  }
  await landings();
});
afterAll(() => Promise.all([world.close(), bench.close()]));
afterEach(() => bench.control("DELETE", "/faults"));

function idOf(host: Host): string {
  return ids.get(host) ?? "";
}

function contextNow() {
  return { ...world.system, now: () => new Date(NOW.getTime() + minutes * 60_000) };
}

async function landings(): Promise<Map<string, ServerLandingView>> {
  const sourceServers = HOSTS.map((host) => ({ ...PAYMENTS, sourceServerId: idOf(host) }));
  const { servers } = await getSelectionDrillLanding(contextNow(), { sourceServers });
  return new Map(servers.map((server) => [server.hostname, server]));
}

/** As the worker does it, a quarter of an hour after the last time. */
async function readAgain(): Promise<void> {
  minutes += 15;
  const aws = createAccountClients({ homeRegion: "eu-central-1", endpoint: bench.url });
  const shared = { workerId: "one", readSeconds: 900, log: createLog("worker", "silent") };
  await readDueLandings({ ...shared, context: contextNow(), aws }, new AbortController().signal);
}

function calls(operation: string): number {
  return bench.sim.journal.list({ operation }).length;
}

async function drillNetwork() {
  const Filters = [{ Name: "tag:Purpose", Values: ["drill"] }];
  const { Subnets = [] } = await bench.ec2().send(new DescribeSubnetsCommand({ Filters }));
  const { SecurityGroups = [] } = await bench
    .ec2()
    .send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["dr-drill"] }] }));
  return {
    subnetIds: Subnets.flatMap((subnet) => subnet.SubnetId ?? []),
    securityGroupIds: SecurityGroups.flatMap((group) => group.GroupId ?? []),
  };
}

/** Points a server's launch template at a drill subnet, as somebody would before a drill. */
async function moveToDrillNetwork(host: Host): Promise<void> {
  const { subnetIds, securityGroupIds } = await drillNetwork();
  const LaunchTemplateId = (await landings()).get(host)?.landing?.templateId;
  const NetworkInterfaces = [{ DeviceIndex: 0, SubnetId: subnetIds[0], Groups: securityGroupIds }];
  const created = await bench
    .ec2()
    .send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData: { NetworkInterfaces } }));
  const DefaultVersion = String(created.LaunchTemplateVersion?.VersionNumber);
  await bench.ec2().send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion }));
}

test("AWS says where launches land: subnet, groups, and the route to production of the VPC's main table", async () => {
  await readAgain();
  const landing = (await landings()).get("pay-core-01");
  expect(landing).toMatchObject({
    verdict: "OPEN",
    error: null,
    readAt: contextNow().now().toISOString(),
    findings: [{ code: "ROUTE_TO_PRODUCTION", severity: "warning" }, { code: "NO_DRILL_NETWORK" }],
    landing: { copiesPrivateIp: false, templateVersion: 1, intoInstanceId: null },
  });
  expect(landing?.landing?.interfaces).toMatchObject([
    {
      securityGroupIds: [expect.stringMatching(/^sg-/)],
      exits: [{ kind: "TRANSIT_GATEWAY", destination: "10.0.0.0/8" }],
    },
  ]);
  expect(landing?.landing?.interfaces[0]?.subnetName).toMatch(/^dr-recovery-[abc]$/);
});

test("a template moved to the drill network is isolated, one that copies the address says so, the rest is outside", async () => {
  await setDrillNetwork(world.as("admin"), PAYMENTS, { ...(await drillNetwork()), isolationRequired: false });
  await moveToDrillNetwork("pay-core-01");
  await moveToDrillNetwork("pay-core-02");
  const copying = { sourceServerID: idOf("pay-core-02"), copyPrivateIp: true };
  await bench.drs().send(new UpdateLaunchConfigurationCommand(copying));
  await readAgain();
  const seen = await landings();
  const codes = (host: Host) => seen.get(host)?.findings.map((finding) => finding.code);
  expect(HOSTS.map((host) => seen.get(host)?.verdict)).toEqual(["ISOLATED", "ISOLATED", "OPEN"]);
  expect(HOSTS.map(codes)).toEqual([[], ["COPIES_PRIVATE_IP"], ["ROUTE_TO_PRODUCTION", "OUTSIDE_DRILL_NETWORK"]]);
});

test("nothing is asked before its time, and then with one call for all templates", async () => {
  const before = [calls("GetLaunchConfiguration"), calls("DescribeLaunchTemplateVersions")];
  minutes -= 1;
  await readAgain();
  minutes -= 14;
  expect([calls("GetLaunchConfiguration"), calls("DescribeLaunchTemplateVersions")]).toEqual(before);
  await readAgain();
  expect(calls("GetLaunchConfiguration")).toBe((before[0] ?? 0) + HOSTS.length);
  expect(calls("DescribeLaunchTemplateVersions")).toBe((before[1] ?? 0) + 1);
});

const DENIED = { kind: "error", status: 403, code: "AccessDeniedException", message: "Not allowed" };

test("a permission that is missing is told in AWS's words and asked for once, and the old reading ages", async () => {
  await bench.control("POST", "/faults", { service: "drs", operation: "GetLaunchConfiguration", effect: DENIED });
  const before = calls("GetLaunchConfiguration");
  await readAgain();
  expect((await landings()).get("pay-core-01")).toMatchObject({
    verdict: "ISOLATED",
    error: "AccessDeniedException: Not allowed",
  });
  for (let each = 0; each < 4; each += 1) await readAgain();
  expect(calls("GetLaunchConfiguration") - before).toBeLessThanOrEqual(5 * HOSTS.length);
  const old = (await landings()).get("pay-core-01");
  expect(old).toMatchObject({ verdict: "UNKNOWN", findings: [{ code: "NOT_KNOWN" }] });
  expect(old?.findings[0]?.detail).toContain("Not allowed");
});

test("routes that cannot be read are not known, with AWS's words, and known again afterwards", async () => {
  const refused = { ...DENIED, code: "UnauthorizedOperation" };
  await bench.control("POST", "/faults", { service: "ec2", operation: "DescribeRouteTables", effect: refused });
  await readAgain();
  expect((await landings()).get("pay-core-01")).toMatchObject({
    verdict: "UNKNOWN",
    error: "UnauthorizedOperation: Not allowed",
    landing: { interfaces: [{ exits: null }] },
  });
  await bench.control("DELETE", "/faults");
  await readAgain();
  expect((await landings()).get("pay-core-01")).toMatchObject({ verdict: "ISOLATED", error: null });
});

test("a server that DRS lost meanwhile holds up nobody", async () => {
  const lost = { kind: "error", status: 404, code: "ResourceNotFoundException", message: "Gone" };
  const rule = { service: "drs", operation: "GetLaunchConfiguration", sourceServerId: idOf("pay-core-03") };
  await bench.control("POST", "/faults", { ...rule, effect: lost });
  await readAgain();
  const seen = await landings();
  expect(seen.get("pay-core-01")?.error).toBeNull();
  expect(seen.get("pay-core-03")).toMatchObject({ error: "ResourceNotFoundException: Gone" });
});
