import { DescribeSourceServersCommand, StartRecoveryCommand } from "@aws-sdk/client-drs";
import { DescribeInstanceStatusCommand } from "@aws-sdk/client-ec2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventsOf, idsNamed, jobLog, launchedInstance, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

describe("faults", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.control("DELETE", "/faults"));
  afterAll(() => bench.close());

  async function jobsSince(ids: readonly string[]): Promise<number> {
    const { body } = await bench.control("GET", "/state");
    return JSON.stringify(body).split(`"sourceServerID":"${ids[0] ?? ""}","launchStatus"`).length - 1;
  }

  test("answer an error as the service would, the nth time only", async () => {
    const effect = { kind: "error", status: 429, code: "ThrottlingException", message: "Rate exceeded", retryAfter: 7 };
    await bench.control("POST", "/faults", { service: "drs", operation: "DescribeSourceServers", nth: 2, effect });
    const drs = bench.drs();
    await drs.send(new DescribeSourceServersCommand({}));
    const refused = await refusal(drs.send(new DescribeSourceServersCommand({})));
    expect(refused).toMatchObject({ name: "ThrottlingException", status: 429, message: "Rate exceeded" });
    expect(refused.error).toMatchObject({ retryAfterSeconds: "7" });
    await drs.send(new DescribeSourceServersCommand({}));
  });

  test("cut the connection before the effect, or after it", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-core-01");
    const rule = { service: "drs", operation: "StartRecovery", sourceServerId: ids[0], times: 1 };
    await bench.control("POST", "/faults", { ...rule, effect: { kind: "reset" } });
    expect((await refusal(startJob(drs, ids))).status).toBeUndefined();
    expect(await jobsSince(ids)).toBe(0);
    await bench.control("POST", "/faults", { ...rule, effect: { kind: "lost-reply" } });
    expect((await refusal(startJob(drs, ids))).status).toBeUndefined();
    expect(await jobsSince(ids)).toBe(1);
    const { body } = await bench.control("GET", "/journal?service=drs&operation=StartRecovery");
    expect(body.items?.map((each) => each["status"])).toEqual([null, null]);
  });

  test("delay the effect, which still happens when the client has gone", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-core-02");
    const effect = { kind: "latency", seconds: 0.3, when: "before" };
    await bench.control("POST", "/faults", { service: "drs", operation: "StartRecovery", times: 1, effect });
    const sourceServers = ids.map((sourceServerID) => ({ sourceServerID }));
    await refusal(drs.send(new StartRecoveryCommand({ sourceServers }), { abortSignal: AbortSignal.timeout(50) }));
    expect(await jobsSince(ids)).toBe(0);
    await until(async () => (await jobsSince(ids)) === 1);
  });

  test.each([
    ["launch-failed", "LAUNCH_FAILED"],
    ["conversion-failed", "CONVERSION_FAIL"],
    ["snapshot-failed", "SNAPSHOT_FAIL"],
    ["skipped", "SERVER_SKIPPED"],
  ])("of kind %s fail their server and nobody else in the job", async (kind, event) => {
    const drs = bench.drs();
    const ids = (await idsNamed(drs, "pay-ora-0")).slice(0, 2);
    const [broken = ""] = ids;
    await bench.control("POST", "/faults", {
      service: "drs",
      sourceServerId: broken,
      times: 1,
      effect: { kind, rawError: "injected" },
    });
    const { jobID } = await startJob(drs, ids);
    const job = await settledJob(drs, jobID);
    expect(job.participatingServers?.map((each) => each.launchStatus)).toEqual(["FAILED", "LAUNCHED"]);
    const failure = (await jobLog(drs, jobID)).find((item) => item.event === event);
    expect(failure?.eventData).toMatchObject({ sourceServerID: broken, rawError: "injected" });
  });

  test("of kind cleanup-failed keep the earlier instance", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-app-01");
    await settledJob(drs, (await startJob(drs, ids)).jobID);
    await bench.control("POST", "/faults", {
      service: "drs",
      operation: "StartRecovery",
      effect: { kind: "cleanup-failed" },
    });
    const { jobID } = await startJob(drs, ids);
    await settledJob(drs, jobID);
    expect(await eventsOf(drs, jobID)).toEqual(["JOB_START", "CLEANUP_START", "CLEANUP_FAIL", "JOB_END"]);
  });

  test("of kind previous-snapshot launch from older data", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-app-02");
    await bench.control("POST", "/faults", {
      service: "drs",
      sourceServerId: ids[0],
      effect: { kind: "previous-snapshot" },
    });
    const { jobID } = await startJob(drs, ids);
    expect((await settledJob(drs, jobID)).participatingServers?.[0]?.launchStatus).toBe("LAUNCHED");
    expect(await eventsOf(drs, jobID)).toContain("USING_PREVIOUS_SNAPSHOT");
  });

  test("of kind stuck leave the job STARTED for ever", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-app-03");
    await bench.control("POST", "/faults", { service: "drs", sourceServerId: ids[0], effect: { kind: "stuck" } });
    const { jobID } = await startJob(drs, ids);
    await until(async () => (await eventsOf(drs, jobID)).includes("JOB_START"));
    await until(() => bench.sim.events.pending().length === 0);
    expect(await eventsOf(drs, jobID)).toEqual(["JOB_START"]);
    expect((await refusal(startJob(drs, ids))).name).toBe("ConflictException");
  });

  test("of kind unhealthy launch an instance that never passes its status checks", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-app-04");
    await bench.control("POST", "/faults", { service: "ec2", sourceServerId: ids[0], effect: { kind: "unhealthy" } });
    const { jobID } = await startJob(drs, ids);
    await settledJob(drs, jobID);
    const launched = await launchedInstance(drs, jobID);
    await until(async () => {
      const status = await bench.ec2().send(new DescribeInstanceStatusCommand({ InstanceIds: [launched] }));
      return status.InstanceStatuses?.[0]?.InstanceStatus?.Status === "impaired";
    });
  });

  test.each([
    [{ service: "s3", effect: { kind: "reset" } }, "service"],
    [{ service: "drs", effect: { kind: "explode" } }, "effect.kind"],
    [{ service: "drs", nth: 0, effect: { kind: "reset" } }, "nth"],
    [{ service: "drs", nht: 1, effect: { kind: "reset" } }, "nht"],
    [{ service: "drs", effect: { kind: "error", status: 200, code: "X" } }, "effect.status"],
    [{ service: "sts", effect: { kind: "stuck" } }, "service"],
  ])("that make no sense are refused, naming the field: %j", async (rule, field) => {
    expect(await bench.control("POST", "/faults", rule)).toMatchObject({ status: 400, body: { field } });
  });

  test("are listed and removed by id", async () => {
    const rule = { service: "drs", operation: "Nothing", effect: { kind: "reset" } };
    const { body } = await bench.control("POST", "/faults", [rule, rule]);
    await bench.control("DELETE", `/faults/${body.ids?.[0] ?? ""}`);
    const { body: left } = await bench.control("GET", "/faults");
    expect(left.items?.map((each) => each["id"])).toEqual([body.ids?.[1]]);
    expect((await bench.control("DELETE", "/faults/none")).status).toBe(404);
  });
});
