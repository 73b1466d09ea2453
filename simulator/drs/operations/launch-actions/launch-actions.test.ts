import {
  CreateLaunchConfigurationTemplateCommand,
  DeleteLaunchActionCommand,
  ListLaunchActionsCommand,
  PutLaunchActionCommand,
  UpdateLaunchConfigurationCommand,
  type DrsClient,
  type Job,
  type PutLaunchActionCommandInput,
} from "@aws-sdk/client-drs";
import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeJob, eventsOf, idsNamed, launchedInstance, startJob } from "#simulator/drs/test-jobs.ts";
import { PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

function action(resourceId: string, number: number, rest: Partial<PutLaunchActionCommandInput> = {}) {
  return new PutLaunchActionCommand({
    resourceId,
    actionId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    actionCode: "AWS-RunShellScript",
    order: 2 + number,
    name: `Action ${number}`,
    description: "Says hello",
    ...{ optional: false, active: true, actionVersion: "$DEFAULT", category: "OTHER" },
    ...rest,
  });
}

async function namesOf(drs: DrsClient, resourceId: string): Promise<(string | undefined)[]> {
  const { items = [] } = await drs.send(new ListLaunchActionsCommand({ resourceId }));
  return items.map((each) => each.name);
}

describe("launch actions", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("are created, replaced by id, listed in their order, and deleted", async () => {
    const drs = bench.drs();
    const [resourceId = ""] = await idsNamed(drs, "pay-mq-01");
    const parameters = { channel: { type: "SSM_STORE", value: "alerts" } } as const;
    const put = await drs.send(action(resourceId, 1, { order: 9, parameters }));
    expect(put).toMatchObject({ resourceId, type: "SSM_COMMAND", order: 9, parameters });
    const runbook = await drs.send(action(resourceId, 2, { actionCode: "AWSResilience-Check" }));
    expect(runbook.type).toBe("SSM_AUTOMATION");
    expect(await namesOf(drs, resourceId)).toEqual(["Action 2", "Action 1"]);
    await drs.send(action(resourceId, 1, { order: 3, name: "Renamed" }));
    expect(await namesOf(drs, resourceId)).toEqual(["Renamed", "Action 2"]);
    const actionIds = [put.actionId ?? "", "00000000-0000-4000-8000-999999999999"];
    const { items } = await drs.send(new ListLaunchActionsCommand({ resourceId, filters: { actionIds } }));
    expect(items?.map((each) => each.name)).toEqual(["Renamed"]);
    await drs.send(new DeleteLaunchActionCommand({ resourceId, actionId: put.actionId }));
    expect(await namesOf(drs, resourceId)).toEqual(["Action 2"]);
    const again = drs.send(new DeleteLaunchActionCommand({ resourceId, actionId: put.actionId }));
    expect(await refusal(again)).toMatchObject({
      ...{ name: "ResourceNotFoundException", status: 404 },
      error: { resourceType: "LaunchAction" },
    });
  });

  test("are at most 200 for a resource, and come in pages", async () => {
    const drs = bench.drs();
    const [resourceId = ""] = await idsNamed(drs, "pay-mq-02");
    for (let number = 1; number <= 200; number += 1) await drs.send(action(resourceId, number));
    expect(await refusal(drs.send(action(resourceId, 201)))).toMatchObject({
      ...{ name: "ServiceQuotaExceededException", status: 402 },
      error: { quotaCode: "L-0588D03B" },
    });
    await drs.send(action(resourceId, 200, { name: "Still replaced" }));
    const first = await drs.send(new ListLaunchActionsCommand({ resourceId, maxResults: 150 }));
    const nextToken = first.nextToken ?? "";
    const second = await drs.send(new ListLaunchActionsCommand({ resourceId, maxResults: 150, nextToken }));
    expect([first.items?.length, second.items?.length, second.nextToken]).toEqual([150, 50, undefined]);
  });

  test("of a template are inherited by new servers", async () => {
    const place = { accountId: PAYMENTS.accountId, region: "eu-west-2" };
    const drs = bench.drs(place);
    const created = await drs.send(new CreateLaunchConfigurationTemplateCommand({ postLaunchEnabled: true }));
    await drs.send(action(created.launchConfigurationTemplate?.launchConfigurationTemplateID ?? "", 1));
    const { body } = await bench.control("POST", "/source-servers", { ...place, count: 1, prefix: "new-" });
    expect(await namesOf(drs, body.ids?.[0] ?? "")).toEqual(["Action 1"]);
  });

  test.each([
    ["an unknown server", `s-${"0".repeat(17)}`, "SourceServer"],
    ["an unknown template", `lct-${"0".repeat(17)}`, "LaunchConfigurationTemplate"],
  ])("cannot belong to %s", async (_what, resourceId, resourceType) => {
    const drs = bench.drs();
    const actionId = "00000000-0000-4000-8000-000000000001";
    for (const call of [
      drs.send(action(resourceId, 1)),
      drs.send(new ListLaunchActionsCommand({ resourceId })),
      drs.send(new DeleteLaunchActionCommand({ resourceId, actionId })),
    ]) {
      expect(await refusal(call)).toMatchObject({ name: "ResourceNotFoundException", error: { resourceType } });
    }
  });
});

describe("post-launch actions of a launch", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({ speed: 1000 });
  });
  afterAll(() => bench.close());

  async function prepare(hostname: string, optional: boolean): Promise<string> {
    const drs = bench.drs();
    const [id = ""] = await idsNamed(drs, hostname);
    await drs.send(new UpdateLaunchConfigurationCommand({ sourceServerID: id, postLaunchEnabled: true }));
    await drs.send(action(id, 1, { optional }));
    await drs.send(action(id, 2, { optional }));
    await drs.send(action(id, 3, { active: false }));
    return id;
  }

  async function decided(jobID: string): Promise<Job> {
    const drs = bench.drs();
    return until(async () => {
      const job = await describeJob(drs, jobID);
      return ["LAUNCHED", "FAILED"].includes(job.participatingServers?.[0]?.launchStatus ?? "") && job;
    });
  }

  test("run one after the other once the agent was found, and the job waits for them", async () => {
    const drs = bench.drs();
    const id = await prepare("pay-app-01", false);
    const { jobID } = await startJob(drs, [id]);
    const running = await until(async () => {
      const job = await describeJob(drs, jobID);
      return job.participatingServers?.[0]?.launchActionsStatus?.runs?.length ? job : undefined;
    });
    expect(running).toMatchObject({
      status: "STARTED",
      participatingServers: [{ launchStatus: "IN_PROGRESS", launchActionsStatus: { runs: [{}] } }],
    });
    const [server] = (await decided(jobID)).participatingServers ?? [];
    expect(server?.launchStatus).toBe("LAUNCHED");
    expect(server?.launchActionsStatus?.ssmAgentDiscoveryDatetime).toMatch(/\+00:00$/);
    const runs = server?.launchActionsStatus?.runs ?? [];
    expect(runs.map((run) => [run.action?.name, run.status])).toEqual([
      ["Action 1", "SUCCEEDED"],
      ["Action 2", "SUCCEEDED"],
    ]);
    expect(new Set(runs.map((run) => run.runId)).size).toBe(2);
  });

  test.each([
    ["pay-app-02", false, "FAILED"],
    ["pay-app-03", true, "LAUNCHED"],
  ])("that fail on %s (optional: %s) leave it %s", async (hostname, optional, status) => {
    const drs = bench.drs();
    const id = await prepare(hostname, optional);
    const { jobID } = await startJob(drs, [id]);
    await until(async () => (await eventsOf(drs, jobID)).includes("LAUNCH_START"));
    await bench.control("POST", "/clock", { speed: 200 });
    const instanceId = await until(() => launchedInstance(drs, jobID).catch(() => undefined));
    await bench.ec2().send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await bench.control("POST", "/clock", { speed: 1000 });
    const [server] = (await decided(jobID)).participatingServers ?? [];
    expect(server?.launchStatus).toBe(status);
    expect(server?.launchActionsStatus?.runs).toMatchObject([
      { status: "FAILED", failureReason: "The instance is not running" },
      { status: "FAILED" },
    ]);
  });
});
