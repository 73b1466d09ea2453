import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeRecoveryInstancesCommand, DescribeSourceServersCommand } from "@aws-sdk/client-drs";
import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeJob, eventsOf, idsNamed, startJob } from "#simulator/drs/test-jobs.ts";
import { createTaskMachine, start, takeTask } from "#simulator/sfn/test-machines.ts";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";

const MINUTE = 60;

async function snapshotOf(bench: Bench): Promise<string> {
  return (await fetch(`${bench.url}/_control/snapshot`)).text();
}

async function restore(bench: Bench, body: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${bench.url}/_control/restore`, { method: "POST", body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const advance = (bench: Bench, seconds: number) => bench.control("POST", "/clock/advance", { seconds });

describe("a snapshot", () => {
  test("is restored to the same world at the same moment, in this simulator and in another", async () => {
    const bench = await startBench({ speed: 0.001 });
    const { jobID } = await startJob(bench.drs(), await idsNamed(bench.drs(), "pay-core-"));
    await advance(bench, 3 * MINUTE);
    const servers = (await bench.control("GET", "/state")).body["regions"];
    const events = await eventsOf(bench.drs(), jobID);
    expect(events.at(-1)).toBe("CONVERSION_START");
    const text = await snapshotOf(bench);
    await advance(bench, 60 * MINUTE);
    expect((await describeJob(bench.drs(), jobID)).status).toBe("COMPLETED");

    const other = await startBench({ speed: 50_000, topology: "empty", seed: 9 });
    for (const each of [bench, other]) {
      expect(await restore(each, text)).toEqual({ status: 200, body: { topology: "small", seed: 1 } });
      expect((await each.control("GET", "/state")).body["regions"]).toEqual(servers);
      expect((await each.control("GET", "/clock")).body).toMatchObject({ speed: 0.001, pendingEvents: 6 });
      expect(await eventsOf(each.drs(), jobID)).toEqual(events);
      await advance(each, 60 * MINUTE);
      expect((await describeJob(each.drs(), jobID)).status).toBe("COMPLETED");
      expect((await each.drs().send(new DescribeRecoveryInstancesCommand({}))).items).toHaveLength(6);
    }
    await Promise.all([bench.close(), other.close()]);
  });

  test("ends executions that run, as a restart does, and cancels their tasks", async () => {
    const bench = await startBench();
    const { activityArn, stateMachineArn } = await createTaskMachine(bench.sfn(), "restored");
    const executionArn = await start(bench.sfn(), stateMachineArn);
    const { taskToken } = await takeTask(bench.sfn(), activityArn);
    await restore(bench, await snapshotOf(bench));
    expect(bench.sim.running.size).toBe(0);
    expect(bench.sim.tasks.isOpen(taskToken)).toBe(false);
    const lost = bench.sfn().send(new DescribeExecutionCommand({ executionArn }));
    expect((await refusal(lost)).name).toBe("ExecutionDoesNotExist");
    expect(await start(bench.sfn(), stateMachineArn)).toContain(":execution:restored");
    await bench.close();
  });

  test("of 4,000 servers goes there and back", async () => {
    const bench = await startBench({ topology: "large" });
    const text = await snapshotOf(bench);
    await bench.control("POST", "/seed", { topology: "empty" });
    expect((await restore(bench, text)).status).toBe(200);
    const worldIn = (saved: string) => (JSON.parse(saved) as { world: unknown }).world;
    expect(worldIn(await snapshotOf(bench))).toEqual(worldIn(text));
    await bench.close();
  });

  test("is a file to download", async () => {
    const bench = await startBench();
    const { headers } = await fetch(`${bench.url}/_control/snapshot`);
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="simulator-small-[\dT-]+Z\.json"$/);
    await bench.close();
  });
});

describe("a snapshot that is none", () => {
  let bench: Bench;
  let good: string;

  beforeAll(async () => {
    bench = await startBench({ speed: 1 });
    good = await snapshotOf(bench);
  });
  afterAll(() => bench.close());

  const changed = (change: (saved: Record<string, unknown>) => void): string => {
    const saved = JSON.parse(good) as Record<string, unknown>;
    change(saved);
    return JSON.stringify(saved);
  };

  test.each<[what: string, text: () => string, field: string | undefined]>([
    ["text", () => "nonsense", undefined],
    ["nothing", () => "", undefined],
    ["a list", () => "[]", "format"],
    ["a nest", () => "[".repeat(200_000), undefined],
    ["a deep nest", () => "[".repeat(200_000) + "]".repeat(200_000), undefined],
    ["another format", () => changed((saved) => (saved["format"] = 1)), "format"],
    ["an unknown topology", () => changed((saved) => (saved["topology"] = "huge")), "topology"],
    ["no clock", () => changed((saved) => (saved["segments"] = [])), "segments"],
    ["a clock that runs backwards", () => changed((saved) => (saved["segments"] = backwards)), "segments"],
    [
      "no Map where one belongs",
      () => changed((saved) => (saved["world"] = { accounts: [], regions: [] })),
      "world.accounts",
    ],
    ["a Map of nonsense", () => good.replace('"$map":[[', '"$map":[7,['), undefined],
    ["an event without a job", () => changed((saved) => (saved["events"] = [{ at: 1 }])), "events.0.accountId"],
    ["a moment to come", () => changed((saved) => (saved["savedAt"] = Date.now() + 600_000)), "savedAt"],
    ["a server without a name", () => good.replace('"hostname":"pay-ora-01",', ""), "hostname"],
  ])("is refused and nothing changes: %s", async (_what, text, field) => {
    const { status, body } = await restore(bench, text());
    expect(status).toBe(400);
    expect(body["error"]).toEqual(expect.any(String));
    if (field) expect(body["field"]).toContain(field);
    expect((await bench.drs().send(new DescribeSourceServersCommand({}))).items).toHaveLength(22);
  });

  const backwards = [
    { wall: 2, sim: 2, speed: 1 },
    { wall: 1, sim: 3, speed: 1 },
  ];
});

describe("the state file", () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const stateFile = join(folder, "state.json");
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is what a snapshot is, and keeps topology and seed", async () => {
    const before = await startBench({ stateFile, topology: "enterprise", seed: 3 });
    const text = await snapshotOf(before);
    await before.close();
    const withoutMoment = (saved: string) => ({ ...(JSON.parse(saved) as object), savedAt: 0 });
    expect(withoutMoment(readFileSync(stateFile, "utf8"))).toEqual(withoutMoment(text));
    const after = await startBench({ stateFile });
    expect((await after.control("GET", "/health")).body).toMatchObject({ topology: "enterprise", seed: 3 });
    await after.close();
  });

  test("keeps a tag that looks like how Maps are written", async () => {
    const tags = { $map: "value" };
    const before = await startBench({ stateFile, topology: "enterprise" });
    const [id = ""] = await idsNamed(before.drs(), "card-db-01");
    await before.control("PATCH", `/source-servers/${id}`, { tags });
    await before.close();
    const after = await startBench({ stateFile });
    const { items = [] } = await after
      .drs()
      .send(new DescribeSourceServersCommand({ filters: { sourceServerIDs: [id] } }));
    expect(items[0]?.tags).toEqual(tags);
    await after.close();
  });

  test("is named when it is broken, and left as it is", async () => {
    writeFileSync(stateFile, "{");
    await expect(startBench({ stateFile })).rejects.toThrow(`${stateFile}: This is not a saved state`);
    expect(readFileSync(stateFile, "utf8")).toBe("{");
  });
});
