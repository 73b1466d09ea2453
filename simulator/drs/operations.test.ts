import {
  CreateLaunchConfigurationTemplateCommand,
  DeleteJobCommand,
  InitializeServiceCommand,
  DescribeJobLogItemsCommand,
  DescribeJobsCommand,
  DescribeRecoveryInstancesCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  ListTagsForResourceCommand,
  StartRecoveryCommand,
  TagResourceCommand,
  TerminateRecoveryInstancesCommand,
  UntagResourceCommand,
  type RecoverySnapshot,
} from "@aws-sdk/client-drs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERP, PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { idsNamed, serversNamed, settledJob, startJob } from "./test-jobs.ts";
import { rawDrs } from "./test-raw.ts";

describe("DRS operations", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("answer with the account and Region of the caller's credential scope", async () => {
    const hostnames = async (place: typeof ERP | typeof PAYMENTS) =>
      (await serversNamed(bench.drs(place), "")).map(
        (each) => each.sourceProperties?.identificationHints?.hostname ?? "",
      );
    expect((await hostnames(PAYMENTS)).every((name) => name.startsWith("pay-"))).toBe(true);
    expect((await hostnames(ERP)).every((name) => name.startsWith("erp-"))).toBe(true);
    expect(await serversNamed(bench.drs({ accountId: ERP.accountId, region: "ap-south-1" }), "")).toEqual([]);
  });

  test("show every replication state at least once over the seeded estates", async () => {
    const { body } = await bench.control("GET", "/state");
    const text = JSON.stringify(body);
    const states = [
      "STOPPED",
      "INITIATING",
      "INITIAL_SYNC",
      "BACKLOG",
      "CREATING_SNAPSHOT",
      "CONTINUOUS",
      "PAUSED",
      "RESCAN",
      "STALLED",
      "DISCONNECTED",
    ];
    for (const state of states) expect(text).toContain(`"state":"${state}"`);
  });

  test("page every list with opaque tokens, without loss or repetition", async () => {
    const drs = bench.drs();
    const all = await idsNamed(drs, "");
    const paged: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await drs.send(new DescribeSourceServersCommand({ maxResults: 5, ...(nextToken && { nextToken }) }));
      paged.push(...(page.items ?? []).map((each) => each.sourceServerID ?? ""));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(paged).toEqual(all);
    const foreign = await drs.send(new DescribeSourceServersCommand({ maxResults: 1 }));
    const misused = drs.send(new DescribeJobsCommand({ nextToken: foreign.nextToken ?? "" }));
    expect((await refusal(misused)).name).toBe("ValidationException");
    expect((await refusal(drs.send(new DescribeJobsCommand({ nextToken: "%%%" })))).name).toBe("ValidationException");
  });

  test("continue a list only for the filters, the account and the Region that it was begun with", async () => {
    const drs = bench.drs();
    const sourceServerIDs = (await idsNamed(drs, "pay-")).slice(0, 4);
    const begun = await drs.send(new DescribeSourceServersCommand({ maxResults: 2, filters: { sourceServerIDs } }));
    const nextToken = begun.nextToken ?? "";
    expect(Buffer.from(nextToken, "base64url").toString("latin1")).not.toContain(sourceServerIDs[1]);
    const rest = await drs.send(new DescribeSourceServersCommand({ nextToken, filters: { sourceServerIDs } }));
    expect(rest.items?.map((each) => each.sourceServerID)).toEqual(sourceServerIDs.slice(2));
    const misuses = [
      drs.send(new DescribeSourceServersCommand({ nextToken })),
      drs.send(new DescribeSourceServersCommand({ nextToken, filters: { sourceServerIDs: sourceServerIDs.slice(1) } })),
      bench.drs(ERP).send(new DescribeSourceServersCommand({ nextToken, filters: { sourceServerIDs } })),
    ];
    for (const misuse of misuses) {
      expect(await refusal(misuse)).toMatchObject({ name: "ValidationException", message: "Invalid pagination token" });
    }
  });

  test("take empty filters for none, and leave out what is unknown", async () => {
    const drs = bench.drs();
    const all = await drs.send(new DescribeSourceServersCommand({ filters: {} }));
    expect(all.items?.length).toBeGreaterThan(20);
    const none = await drs.send(new DescribeSourceServersCommand({ filters: { sourceServerIDs: [] } }));
    expect(none.items?.length).toBe(all.items?.length);
    const sourceServerIDs = [`s-${"0".repeat(17)}`, all.items?.[0]?.sourceServerID ?? ""];
    const known = await drs.send(new DescribeSourceServersCommand({ filters: { sourceServerIDs } }));
    expect(known.items?.map((each) => each.sourceServerID)).toEqual(sourceServerIDs.slice(1));
    const jobs = await drs.send(new DescribeJobsCommand({ filters: { jobIDs: [`drsjob-${"0".repeat(17)}`] } }));
    expect(jobs.items).toEqual([]);
  });

  test("find servers that the control API added", async () => {
    const addition = {
      accountId: PAYMENTS.accountId,
      region: "eu-west-2",
      count: 300,
      prefix: "bulk-",
      tags: { app: "bulk" },
    };
    const { body } = await bench.control("POST", "/source-servers", addition);
    const drs = bench.drs({ accountId: PAYMENTS.accountId, region: "eu-west-2" });
    const page = await drs.send(new DescribeSourceServersCommand({}));
    expect([page.items?.length, page.nextToken !== undefined]).toEqual([200, true]);
    const filters = { sourceServerIDs: body.ids?.slice(-2) ?? [] };
    const { items = [] } = await drs.send(new DescribeSourceServersCommand({ filters }));
    expect(items.map((each) => each.sourceProperties?.identificationHints?.hostname)).toEqual(["bulk-299", "bulk-300"]);
  });

  test("list jobs newest first, filtered by id and by date", async () => {
    const drs = bench.drs();
    const jobs = [];
    for (const id of await idsNamed(drs, "pay-mq-0")) jobs.push((await startJob(drs, [id])).jobID);
    const { items = [] } = await drs.send(new DescribeJobsCommand({ filters: { jobIDs: jobs } }));
    expect(items.map((job) => job.jobID)).toEqual(jobs.toReversed());
    const later = new Date(Date.now() + 60_000).toISOString();
    expect((await drs.send(new DescribeJobsCommand({ filters: { fromDate: later } }))).items).toEqual([]);
    for (const jobID of jobs) await settledJob(drs, jobID);
    await drs.send(new DeleteJobCommand({ jobID: jobs[0] ?? "" }));
    const left = await drs.send(new DescribeJobsCommand({ filters: { jobIDs: jobs } }));
    expect(left.items).toHaveLength(2);
  });

  test("offer snapshots by the schedule of DRS, and launch from a chosen one without taking another", async () => {
    const drs = bench.drs();
    const [sourceServerID = ""] = await idsNamed(drs, "pay-core-02");
    const { items = [] } = await drs.send(new DescribeRecoverySnapshotsCommand({ sourceServerID, order: "DESC" }));
    expect(items.length).toBeGreaterThanOrEqual(33);
    expect(items.length).toBeLessThanOrEqual(37);
    const stamps = items.map((each: RecoverySnapshot) => each.timestamp ?? "");
    expect(stamps).toEqual(stamps.toSorted().reverse());
    const chosen = items[items.length - 2];
    const sourceServers = [{ sourceServerID, recoverySnapshotID: chosen?.snapshotID ?? "" }];
    const { job } = await drs.send(new StartRecoveryCommand({ sourceServers }));
    await settledJob(drs, job?.jobID ?? "");
    const { items: log = [] } = await drs.send(new DescribeJobLogItemsCommand({ jobID: job?.jobID ?? "" }));
    expect(log.map((item) => item.event)).not.toContain("SNAPSHOT_START");
    const unknown = [{ sourceServerID, recoverySnapshotID: "pit-00000000000000000" }];
    expect(await refusal(drs.send(new StartRecoveryCommand({ sourceServers: unknown })))).toMatchObject({
      ...{ name: "ResourceNotFoundException", status: 404 },
      error: { resourceType: "RecoverySnapshot", resourceId: "pit-00000000000000000" },
    });
  });

  test("have no snapshots of servers that never finished their first copy, or were disconnected", async () => {
    const drs = bench.drs(ERP);
    for (const hostname of ["erp-file-02", "erp-file-03"]) {
      const [sourceServerID = ""] = await idsNamed(drs, hostname);
      expect((await drs.send(new DescribeRecoverySnapshotsCommand({ sourceServerID }))).items).toEqual([]);
    }
  });

  test("tag, untag and list tags by a percent-encoded ARN", async () => {
    const drs = bench.drs();
    const [server] = await serversNamed(drs, "pay-core-03");
    const resourceArn = server?.arn ?? "";
    await drs.send(new TagResourceCommand({ resourceArn, tags: { "cost center": "a/b", wave: "2" } }));
    await drs.send(new UntagResourceCommand({ resourceArn, tagKeys: ["wave", "owner"] }));
    const { tags } = await drs.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toMatchObject({ "cost center": "a/b", app: "payments" });
    expect(Object.keys(tags ?? {})).not.toContain("wave");
    const elsewhere = bench.drs(ERP).send(new ListTagsForResourceCommand({ resourceArn }));
    expect((await refusal(elsewhere)).name).toBe("ResourceNotFoundException");
    const nothing = `arn:aws:drs:${PAYMENTS.region}:${PAYMENTS.accountId}:constructor/x`;
    const unknown = drs.send(new ListTagsForResourceCommand({ resourceArn: nothing }));
    expect((await refusal(unknown)).name).toBe("ResourceNotFoundException");
  });

  test("tag templates, and refuse more than 50 tags and those of AWS, wherever tags are given", async () => {
    const drs = bench.drs();
    const { launchConfigurationTemplate } = await drs.send(new CreateLaunchConfigurationTemplateCommand({}));
    const resourceArn = launchConfigurationTemplate?.arn ?? "";
    await drs.send(new TagResourceCommand({ resourceArn, tags: { team: "dr" } }));
    expect((await drs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ team: "dr" });
    const [sourceServerID = ""] = await idsNamed(drs, "pay-core-03");
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, "value"]));
    for (const tags of [many, { "AWS:mine": "no" }]) {
      const calls = [
        drs.send(new TagResourceCommand({ resourceArn, tags })),
        drs.send(new StartRecoveryCommand({ sourceServers: [{ sourceServerID }], tags })),
      ];
      for (const call of calls) {
        expect(await refusal(call)).toMatchObject({
          name: "ValidationException",
          error: { fieldList: [{ name: "tags" }] },
        });
      }
    }
    const { "key-0": _left, "key-1": _out, ...most } = many;
    await drs.send(new TagResourceCommand({ resourceArn, tags: most }));
    const over = drs.send(new TagResourceCommand({ resourceArn, tags: { another: "1" } }));
    expect((await refusal(over)).name).toBe("ValidationException");
  });

  test.each([
    ["no servers", { sourceServers: [] }, "sourceServers"],
    ["a malformed id", { sourceServers: [{ sourceServerID: "s-short" }] }, "sourceServers.1.member.sourceServerID"],
    ["a missing list", {}, "sourceServers"],
    ["a wrong type", { sourceServers: [{ sourceServerID: `s-${"0".repeat(17)}` }], isDrill: "yes" }, "isDrill"],
    ["a server twice", { sourceServers: Array(2).fill({ sourceServerID: `s-${"0".repeat(17)}` }) }, "sourceServers"],
    ["201 servers", { sourceServers: Array(201).fill({ sourceServerID: `s-${"0".repeat(17)}` }) }, "sourceServers"],
  ])("refuse StartRecovery with %s by a ValidationException that names the field", async (_what, body, field) => {
    const response = await rawDrs(bench, { path: "/StartRecovery", body });
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe("ValidationException");
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      reason: "fieldValidationFailed",
      fieldList: expect.arrayContaining([expect.objectContaining({ name: field })]) as unknown,
    });
  });

  test("refuse unknown servers, jobs and instances", async () => {
    const drs = bench.drs();
    const missing = { sourceServerID: `s-${"0".repeat(17)}` };
    expect(await refusal(drs.send(new StartRecoveryCommand({ sourceServers: [missing] })))).toMatchObject({
      name: "ResourceNotFoundException",
      status: 404,
    });
    const gone = drs.send(new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: ["i-00000000000000000"] }));
    expect((await refusal(gone)).name).toBe("ResourceNotFoundException");
    const job = drs.send(new DescribeJobLogItemsCommand({ jobID: `drsjob-${"0".repeat(17)}` }));
    expect((await refusal(job)).name).toBe("ResourceNotFoundException");
    expect(
      (
        await drs.send(
          new DescribeRecoveryInstancesCommand({ filters: { recoveryInstanceIDs: ["i-00000000000000000"] } }),
        )
      ).items,
    ).toEqual([]);
  });

  test("refuse a Region in which DRS was not initialised", async () => {
    const drs = bench.drs({ accountId: PAYMENTS.accountId, region: "me-south-1" });
    expect(await refusal(drs.send(new DescribeSourceServersCommand({})))).toMatchObject({
      name: "UninitializedAccountException",
      status: 400,
    });
    await drs.send(new InitializeServiceCommand({}));
    expect((await drs.send(new DescribeSourceServersCommand({}))).items).toEqual([]);
  });

  test("that do not exist here answer 501 and name themselves", async () => {
    const response = await rawDrs(bench, { path: "/ListRecoveryPlans", body: {} });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain("drs:ListRecoveryPlans");
  });
});
