import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeSourceServersCommand } from "@aws-sdk/client-drs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { SCENARIOS } from "./catalogue.ts";
import { changeable, switchOff, switchOn } from "./test-scenarios.ts";

describe("scenarios", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.close());

  test("are listed with their parameters and whether they are on", async () => {
    const list = async () => (await bench.control("GET", "/scenarios")).body.items ?? [];
    const off = await list();
    expect(off.map((each) => each["id"])).toEqual(SCENARIOS.map((each) => each.id));
    expect(new Set(off.map((each) => each["id"])).size).toBe(15);
    for (const { title, description, parameters, ...state } of off) {
      expect([typeof title, typeof description, Array.isArray(parameters)]).toEqual(["string", "string", true]);
      expect(state).toMatchObject({ isActive: false, since: null, values: null });
    }
    expect(off.find((each) => each["id"] === "region-down")?.["parameters"]).toEqual([
      { name: "region", default: "us-east-1", description: "The Region that is down." },
    ]);
    const answered = await bench.control("POST", "/scenarios/growing-lag", { region: "us-west-2" });
    const on = (await list()).find((each) => each["id"] === "growing-lag");
    expect(on).toMatchObject({ isActive: true, values: { accountId: null, region: "us-west-2" } });
    expect(Date.parse(String(on?.["since"]))).toBeGreaterThan(Date.now() - 60_000);
    expect(answered.body).toEqual(on);
  });

  test.each(SCENARIOS.map((each) => each.id))("%s restores exactly what it changed", async (id) => {
    const before = changeable(bench);
    await switchOn(bench, id);
    expect(changeable(bench)).not.toEqual(before);
    await switchOff(bench, id);
    expect(changeable(bench)).toEqual(before);
  });

  test.each([
    ["region-down", { region: "everywhere" }, "region"],
    ["region-down", { regin: "us-east-1" }, "regin"],
    ["no-capacity", { availabilityZone: "eu-west-1" }, "availabilityZone"],
    ["throttling-storm", { probability: 1.5 }, "probability"],
    ["quota-full", { jobs: 21 }, "jobs"],
    ["stuck-jobs", { phase: "later" }, "phase"],
    ["growing-lag", { accountId: "" }, "accountId"],
  ])("refuse %s with a bad value %j, naming the field", async (id, values, field) => {
    const refused = await bench.control("POST", `/scenarios/${id}`, values);
    expect(refused).toMatchObject({ status: 400, body: { field } });
    expect(bench.sim.world.scenarios.size).toBe(0);
  });

  test("are on once, and off once", async () => {
    await switchOn(bench, "iam-missing");
    expect((await bench.control("POST", "/scenarios/iam-missing")).status).toBe(409);
    await switchOff(bench, "iam-missing");
    expect((await bench.control("DELETE", "/scenarios/iam-missing")).status).toBe(404);
    expect((await bench.control("POST", "/scenarios/flood")).status).toBe(404);
  });

  test.each([
    [
      ["region-down", "growing-lag"],
      ["region-down", "growing-lag"],
    ],
    [
      ["region-down", "growing-lag"],
      ["growing-lag", "region-down"],
    ],
    [
      ["growing-lag", "agents-unreachable", "replication-stalled"],
      ["agents-unreachable", "growing-lag", "replication-stalled"],
    ],
  ])("over the same servers, on as %j and off as %j, leave nothing behind", async (ons, offs) => {
    const before = changeable(bench);
    for (const id of ons) await switchOn(bench, id);
    for (const id of offs) await switchOff(bench, id);
    expect(changeable(bench)).toEqual(before);
  });

  test("keep their rules when those added by hand are removed", async () => {
    await switchOn(bench, "iam-missing");
    await bench.control("POST", "/faults", { service: "drs", operation: "Nothing", effect: { kind: "reset" } });
    await bench.control("DELETE", "/faults");
    const { body } = await bench.control("GET", "/faults");
    expect(body.items).toMatchObject([{ scenarioId: "iam-missing" }]);
    expect((await bench.control("DELETE", `/faults/${String(body.items?.[0]?.["id"])}`)).status).toBe(409);
  });

  test("are all off after a reset, and the next rule decides as the first did", async () => {
    const statesByHost = () =>
      [...bench.sim.world.regions.values()]
        .flatMap(({ drs }) => [...drs.sourceServers.values()])
        .map(({ hostname, replication }) => [hostname, replication.state]);
    const before = statesByHost();
    await switchOn(bench, "region-down");
    await switchOn(bench, "quota-full");
    await bench.control("POST", "/reset");
    expect(changeable(bench)).toMatchObject({ rules: [], scenarios: [] });
    expect(statesByHost()).toEqual(before);
    const { body } = await bench.control("POST", "/faults", { service: "drs", effect: { kind: "reset" } });
    expect(body.ids).toEqual(["fault-1"]);
  });
});

describe("a saved simulator", () => {
  test("goes on with its scenarios and rules, their counts included, and can switch them off", async () => {
    const folder = mkdtempSync(join(tmpdir(), "simulator-"));
    const stateFile = join(folder, "state.json");
    const first = await startBench({ stateFile, seed: 3 });
    const before = changeable(first);
    await switchOn(first, "region-down", { region: "us-west-2" });
    await first.control("POST", "/faults", { service: "drs", nth: 2, effect: { kind: "throttled" } });
    const place = { accountId: "333344445555", region: "eu-west-1" };
    await first.drs(place).send(new DescribeSourceServersCommand({}));
    await first.close();
    const second = await startBench({ stateFile });
    expect(await refusal(second.drs(place).send(new DescribeSourceServersCommand({})))).toMatchObject({ status: 429 });
    expect((await refusal(second.drs().send(new DescribeSourceServersCommand({})))).status).toBeUndefined();
    await switchOff(second, "region-down");
    await second.control("DELETE", "/faults");
    expect(changeable(second)).toEqual(before);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});
