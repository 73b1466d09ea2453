import { DescribeRecoveryInstancesCommand, type Job } from "@aws-sdk/client-drs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  describeJob,
  eventsOf,
  idsNamed,
  jobLog,
  serversNamed,
  settledJob,
  startJob,
} from "#simulator/drs/test-jobs.ts";
import { ERP, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

describe("faults of jobs", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.control("DELETE", "/faults"));
  afterAll(() => bench.close());

  async function addFault(effect: object, matchers: object = {}): Promise<void> {
    const rule = { service: "drs", operation: "StartRecovery", ...matchers, effect };
    expect(await bench.control("POST", "/faults", rule)).toMatchObject({ status: 200 });
  }

  async function launch(hostname: string): Promise<string> {
    const drs = bench.drs();
    return (await startJob(drs, await idsNamed(drs, hostname))).jobID;
  }

  const statuses = (job: Job) => job.participatingServers?.map((each) => each.launchStatus);

  const CONVERTING = ["JOB_START", "SNAPSHOT_START", "SNAPSHOT_END", "CONVERSION_START"];
  const LAUNCHING = [...CONVERTING, "CONVERSION_END", "LAUNCH_START"];
  test.each([
    ["pending", "pay-ora-01", { status: "PENDING", events: [] }],
    ["started", "pay-ora-02", { status: "STARTED", events: ["JOB_START"] }],
    ["conversion", "pay-ora-03", { status: "STARTED", events: CONVERTING }],
    ["launch", "pay-ora-04", { status: "STARTED", events: LAUNCHING }],
  ])("of kind stuck hold a job in the phase %s for ever", async (phase, hostname, { status, events }) => {
    const drs = bench.drs();
    await addFault({ kind: "stuck", phase });
    const jobID = await launch(hostname);
    await until(() => bench.sim.events.pending().length === 0);
    expect(await describeJob(drs, jobID)).toMatchObject({ status });
    expect(await eventsOf(drs, jobID)).toEqual(events);
    expect((await refusal(launch(hostname))).name).toBe("ConflictException");
  });

  test("of kind conversion-failed count the attempts, and may recover with the last", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-mq-0");
    const [broken = "", recovering = ""] = ids;
    const texts = { kind: "conversion-failed", attempts: 3, rawError: "Conversion server launch failed" };
    await addFault(texts, { sourceServerId: broken, times: 1 });
    await addFault({ ...texts, recovers: true }, { sourceServerId: recovering, times: 1 });
    const { jobID } = await startJob(drs, ids);
    expect(statuses(await settledJob(drs, jobID))).toEqual(["FAILED", "LAUNCHED", "LAUNCHED"]);
    const failures = async (id: string) =>
      (await jobLog(drs, jobID))
        .filter((item) => item.event === "CONVERSION_FAIL" && item.eventData?.sourceServerID === id)
        .map((item) => item.eventData);
    const attempt = (attemptCount: number) => ({ attemptCount, maxAttemptsCount: 3, rawError: texts.rawError });
    expect(await failures(broken)).toMatchObject([attempt(1), attempt(2), attempt(3)]);
    expect(await failures(recovering)).toMatchObject([attempt(1), attempt(2)]);
    const conversions = (await eventsOf(drs, jobID, recovering)).filter((event) => event.startsWith("CONVERSION"));
    expect(conversions).toEqual([
      ...["CONVERSION_START", "CONVERSION_FAIL", "CONVERSION_START", "CONVERSION_FAIL"],
      ...["CONVERSION_START", "CONVERSION_END"],
    ]);
  });

  test("of kind launch-skipped complete the job without a word, and the server fails later", async () => {
    const drs = bench.drs();
    await addFault({ kind: "launch-skipped" });
    const jobID = await launch("pay-core-01");
    expect(statuses(await settledJob(drs, jobID))).toEqual(["FAILED"]);
    expect(await eventsOf(drs, jobID)).toEqual([
      ...["JOB_START", "SNAPSHOT_START", "SNAPSHOT_END", "CONVERSION_START", "CONVERSION_END", "JOB_END"],
    ]);
    const [server] = await serversNamed(drs, "pay-core-01");
    expect(server).toMatchObject({ lastLaunchResult: "FAILED", lifeCycle: { lastLaunch: { status: "FAILED" } } });
  });

  test("of kind cancelled end the whole job, and nothing is launched", async () => {
    const drs = bench.drs();
    const ids = (await idsNamed(drs, "pay-core-0")).slice(1, 3);
    await addFault({ kind: "cancelled" }, { sourceServerId: ids[0] });
    const { jobID } = await startJob(drs, ids);
    expect(await settledJob(drs, jobID)).toMatchObject({ status: "COMPLETED" });
    expect(statuses(await describeJob(drs, jobID))).toEqual(["FAILED", "FAILED"]);
    await until(() => bench.sim.events.pending().length === 0);
    const events = await eventsOf(drs, jobID);
    expect(events.slice(-2)).toEqual(["JOB_CANCEL", "JOB_END"]);
    expect(events.filter((event) => event.startsWith("LAUNCH"))).toEqual([]);
  });

  test("of kind slow multiply what a server takes, of one platform where one is named", async () => {
    const drs = bench.drs(ERP);
    const [windows = ""] = await idsNamed(drs, "erp-web-01");
    const [linux = ""] = await idsNamed(drs, "erp-app-01");
    await addFault({ kind: "slow", factor: 10, platform: "windows" });
    const { jobID } = await startJob(drs, [windows, linux]);
    await settledJob(drs, jobID);
    const log = await jobLog(drs, jobID);
    const at = (event: string, id: string) =>
      Date.parse(log.find((item) => item.event === event && item.eventData?.sourceServerID === id)?.logDateTime ?? "");
    const conversionSeconds = (id: string) =>
      ((at("CONVERSION_END", id) - at("CONVERSION_START", id)) / 1000) * bench.sim.clock.speed;
    expect(conversionSeconds(windows)).toBeGreaterThan(2300);
    expect(conversionSeconds(windows)).toBeLessThan(4300);
    expect(conversionSeconds(linux)).toBeLessThan(300);
  });

  test("of kind settle-late leave the server PENDING after the end of its job", async () => {
    const drs = bench.drs();
    await addFault({ kind: "settle-late", seconds: 500_000 });
    const jobID = await launch("pay-app-01");
    await until(async () => (await describeJob(drs, jobID)).status === "COMPLETED");
    expect(statuses(await describeJob(drs, jobID))).toEqual(["PENDING"]);
    await bench.control("POST", "/clock", { speed: 1_000_000 });
    expect(statuses(await settledJob(drs, jobID))).toEqual(["LAUNCHED"]);
    await bench.control("POST", "/clock", { speed: 50_000 });
  });

  test("of kind participants-emptied leave a completed job without servers", async () => {
    const drs = bench.drs();
    await addFault({ kind: "participants-emptied" });
    const started = await startJob(drs, await idsNamed(drs, "pay-app-02"));
    expect(statuses(started)).toEqual(["PENDING"]);
    expect(statuses(await settledJob(drs, started.jobID))).toEqual([]);
    const [server] = await until(async () => {
      const servers = await serversNamed(drs, "pay-app-02");
      return servers[0]?.lastLaunchResult === "SUCCEEDED" && servers;
    });
    expect(server?.lifeCycle?.lastLaunch?.initiated?.jobID).toBe(started.jobID);
  });

  test.each([
    [
      "launch-failed",
      "capacity",
      /InsufficientInstanceCapacity\).*sufficient m6i\.xlarge capacity.*\(us-west-2[abc]\)/,
    ],
    [
      "launch-failed",
      "unauthorized",
      /\(UnauthorizedOperation\) when calling the CreateLaunchTemplateVersion operation/,
    ],
    ["launch-failed", "byol", /^OS BYOL can only be used with EC2 Dedicated Hosts$/],
    [
      "snapshot-failed",
      "kms",
      /\(AuthFailure\).*Not authorized to use key arn:aws:kms:us-west-2:222233334444:key\/[\da-f-]{36}$/,
    ],
    ["conversion-failed", "key-missing", /^The EBS encryption key could not be found in this account$/],
  ])("of kind %s give AWS's text for the reason %s", async (kind, reason, text) => {
    const drs = bench.drs();
    await addFault({ kind, reason });
    const jobID = await launch("pay-app-03");
    await settledJob(drs, jobID);
    const failure = (await jobLog(drs, jobID)).find((item) => item.eventData?.rawError);
    expect(failure?.eventData?.rawError).toMatch(text);
  });

  test("match the Availability Zone in which the instance lands, and the job", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-edge-0");
    await addFault({ kind: "launch-failed", reason: "capacity" }, { availabilityZone: "us-west-2a" });
    const { jobID } = await startJob(drs, ids.slice(0, 3));
    await settledJob(drs, jobID);
    const failures = (await jobLog(drs, jobID)).filter((item) => item.event === "LAUNCH_FAILED");
    for (const { eventData } of failures) expect(eventData?.rawError).toContain("(us-west-2a)");
    const { items = [] } = await until(async () => {
      const filters = { sourceServerIDs: ids };
      const answer = await drs.send(new DescribeRecoveryInstancesCommand({ filters }));
      return (answer.items?.length ?? 0) + failures.length === 3 && answer;
    });
    const zones = items.map(
      (each) =>
        bench.sim.world.regions.get("222233334444/us-west-2")?.ec2.instances.get(each.ec2InstanceID ?? "")
          ?.availabilityZone,
    );
    expect(zones).not.toContain("us-west-2a");
    expect(zones.length).toBeLessThan(3);
  });

  test.each([
    [{ kind: "conversion-failed", recovers: true }, "effect.attempts"],
    [{ kind: "conversion-failed", attempts: 10 }, "effect.attempts"],
    [{ kind: "launch-failed", reason: "bad luck" }, "effect.reason"],
    [{ kind: "stuck", phase: "later" }, "effect.phase"],
    [{ kind: "slow" }, "effect.factor"],
    [{ kind: "dies" }, "effect.afterSeconds"],
  ])("that make no sense are refused, naming the field: %j", async (effect, field) => {
    const refused = await bench.control("POST", "/faults", { service: "drs", effect });
    expect(refused).toMatchObject({ status: 400, body: { field } });
  });

  test.each(["stuck", "cancelled", "launch-skipped", "server-deleted", "foreign-job"])(
    "of kind %s are faults of drs only",
    async (kind) => {
      const refused = await bench.control("POST", "/faults", { service: "ec2", effect: { kind } });
      expect(refused).toMatchObject({ status: 400, body: { field: "service" } });
    },
  );
});
