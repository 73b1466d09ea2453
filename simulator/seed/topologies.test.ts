import { createHash } from "node:crypto";
import { DescribeSourceServersCommand } from "@aws-sdk/client-drs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SourceServer } from "#simulator/drs/records.ts";
import { startBench, type Bench } from "#simulator/test-bench.ts";
import { emptyWorld, type World } from "#simulator/world.ts";
import { seedWorld, type Seeding } from "./seed-world.ts";

const SERVERS_PER_REGION = 4000;

function seeded(seeding: Seeding): World {
  const world = emptyWorld();
  seedWorld(world, seeding);
  return world;
}

function serversOf(world: World): SourceServer[] {
  return [...world.regions.values()].flatMap(({ drs }) => [...drs.sourceServers.values()]);
}

function idsOf(world: World): string[] {
  return serversOf(world).map((each) => each.sourceServerId);
}

describe("topologies", () => {
  test("small is the demo's, whose ids never change", () => {
    const servers = serversOf(seeded({ topology: "small", seed: 1 }));
    const text = servers.map((each) => each.sourceServerId + each.hostname + each.privateIp).join();
    expect(servers).toHaveLength(78);
    expect(createHash("sha256").update(text).digest("hex")).toBe(
      "16853f12b12a9145e4ce1b59e01deb7957fa68141a6d72a956b2d7d3b0e2208d",
    );
  });

  test("empty has the same accounts and Regions, and nothing in them", () => {
    const [empty, small] = [seeded({ topology: "empty", seed: 1 }), seeded({ topology: "small", seed: 1 })];
    expect(serversOf(empty)).toEqual([]);
    expect([...empty.accounts.values()]).toEqual([...small.accounts.values()]);
  });

  test.each(["small", "enterprise", "large"] as const)(
    "%s is the same for a seed and another for the next",
    (topology) => {
      const ids = idsOf(seeded({ topology, seed: 7 }));
      expect(idsOf(seeded({ topology, seed: 7 }))).toEqual(ids);
      expect(idsOf(seeded({ topology, seed: 8 }))).not.toEqual(ids);
    },
  );

  test.each(["small", "enterprise", "large"] as const)(
    "%s repeats no id, and no host name or address in a Region",
    (topology) => {
      const world = seeded({ topology, seed: 1 });
      const ids = idsOf(world);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { drs } of world.regions.values()) {
        const servers = [...drs.sourceServers.values()];
        expect(new Set(servers.map((each) => each.hostname)).size).toBe(servers.length);
        expect(new Set(servers.map((each) => each.privateIp)).size).toBe(servers.length);
        expect(servers.every((each) => each.privateIp.split(".").every((part) => Number(part) < 255))).toBe(true);
      }
    },
  );

  test("enterprise has about 300 servers of every kind of service in several accounts and Regions", () => {
    const world = seeded({ topology: "enterprise", seed: 1 });
    const servers = serversOf(world);
    expect(Math.abs(servers.length - 300)).toBeLessThan(20);
    expect(servers.filter((each) => each.isWindows).length).toBeGreaterThan(50);
    expect(new Set(servers.map((each) => each.tags["app"])).size).toBeGreaterThan(15);
    expect(servers.every((each) => each.tags["criticality"])).toBe(true);
    expect(world.accounts.size).toBeGreaterThan(4);
    expect(world.regions.size).toBeGreaterThan(4);
  });

  test("large has 4,000 servers over 14 accounts within DRS's quota, a few per cent of them in trouble", () => {
    const world = seeded({ topology: "large", seed: 1 });
    const servers = serversOf(world);
    expect(servers).toHaveLength(4000);
    expect(world.accounts.size).toBe(14);
    const sizes = [...world.regions.values()].map(({ drs }) => drs.sourceServers.size);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(SERVERS_PER_REGION);
    const states = new Map<string, number>();
    for (const { replication } of servers) states.set(replication.state, (states.get(replication.state) ?? 0) + 1);
    expect(states.size).toBe(10);
    expect(states.get("CONTINUOUS")).toBeGreaterThan(3700);
    expect(states.get("CONTINUOUS")).toBeLessThan(3920);
  });
});

describe("a simulator of another topology", () => {
  let bench: Bench;
  const place = { accountId: "777788889999", region: "eu-west-2" };
  const countThere = async () =>
    (await bench.drs(place).send(new DescribeSourceServersCommand({ maxResults: 100 }))).items?.length;

  beforeAll(async () => {
    bench = await startBench({ topology: "large" });
  });
  afterAll(() => bench.close());

  test("can be entered by the role of each account", async () => {
    const role = "arn:aws:iam::777788889999:role/DrsOrchestratorRole";
    const session = { RoleArn: role, RoleSessionName: "test", ExternalId: "drs-orchestrator-demo" };
    expect((await bench.sts().send(new AssumeRoleCommand(session))).Credentials).toBeDefined();
    expect(await countThere()).toBe(100);
  });

  test("is seeded again by a reset, and otherwise by POST seed", async () => {
    await bench.control("POST", "/reset");
    expect(await countThere()).toBe(100);
    const answer = await bench.control("POST", "/seed", { topology: "empty", seed: 5 });
    expect(answer).toMatchObject({ status: 200, body: { topology: "empty", seed: 5 } });
    expect((await bench.control("GET", "/health")).body).toMatchObject({ topology: "empty", seed: 5 });
    expect((await bench.control("GET", "/state")).body).toMatchObject({ topology: "empty" });
    expect((await bench.drs().send(new DescribeSourceServersCommand({}))).items).toEqual([]);
  });

  test.each([
    ["topology", { topology: "huge" }],
    ["topology", {}],
    ["seed", { topology: "small", seed: -1 }],
    ["size", { topology: "small", size: 3 }],
  ])("is refused with the name of the field: %s", async (field, body) => {
    expect(await bench.control("POST", "/seed", body)).toMatchObject({ status: 400, body: { field } });
  });
});
