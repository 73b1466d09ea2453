import {
  DescribeJobLogItemsCommand,
  DescribeJobsCommand,
  DescribeSourceServersCommand,
  paginateDescribeSourceServers,
} from "@aws-sdk/client-drs";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { ListStateMachinesCommand } from "@aws-sdk/client-sfn";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { describeJob, idsNamed, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";

const BUSY = "One or more of the Source Servers included in API call are currently being processed by a Job";

describe("faults of calls", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.control("DELETE", "/faults"));
  afterAll(() => bench.close());

  async function addFault(rule: object): Promise<void> {
    expect(await bench.control("POST", "/faults", { service: "drs", ...rule })).toMatchObject({ status: 200 });
  }

  const callTo = {
    drs: () => bench.drs().send(new DescribeSourceServersCommand({})),
    ec2: () => bench.ec2().send(new DescribeInstancesCommand({})),
    sts: () => bench.sts().send(new GetCallerIdentityCommand({})),
    states: () => bench.sfn().send(new ListStateMachinesCommand({})),
  };

  test.each([
    ["drs", "throttled", { name: "ThrottlingException", status: 429 }],
    ["drs", "access-denied", { name: "AccessDeniedException", status: 403 }],
    ["drs", "expired-credentials", { name: "ExpiredTokenException", status: 403 }],
    ["ec2", "throttled", { name: "RequestLimitExceeded", status: 503 }],
    ["ec2", "access-denied", { name: "UnauthorizedOperation", status: 403 }],
    ["ec2", "expired-credentials", { name: "RequestExpired", status: 400 }],
    ["sts", "throttled", { name: "Throttling", status: 400 }],
    ["sts", "access-denied", { name: "AccessDenied", status: 403 }],
    ["sts", "expired-credentials", { name: "ExpiredToken", status: 403 }],
    ["states", "throttled", { name: "ThrottlingException", status: 400 }],
    ["states", "access-denied", { name: "AccessDeniedException", status: 400 }],
    ["states", "expired-credentials", { name: "ExpiredTokenException", status: 400 }],
  ] as const)("refuse in the words of the service: %s %s is %j", async (service, kind, expected) => {
    await addFault({ service, effect: { kind } });
    expect(await refusal(callTo[service]())).toMatchObject(expected);
  });

  test("throttle DRS with its modelled body and the time to wait", async () => {
    await addFault({ effect: { kind: "throttled", retryAfter: 9 } });
    const { message, error } = await refusal(callTo.drs());
    expect(message).toBe("Rate exceeded");
    expect(error).toMatchObject({ serviceCode: "drs", retryAfterSeconds: "9" });
  });

  test("deny with who, what and which resource", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-ora-01");
    await addFault({ operation: "StartRecovery", effect: { kind: "access-denied" } });
    expect((await refusal(startJob(drs, ids))).message).toBe(
      "User: arn:aws:sts::222233334444:assumed-role/DrsOrchestratorRole/test is not authorized to perform: drs:StartRecovery " +
        `on resource: arn:aws:drs:us-west-2:222233334444:source-server/${ids[0] ?? ""}`,
    );
    await addFault({ service: "ec2", effect: { kind: "access-denied" } });
    expect((await refusal(callTo.ec2())).message).toContain("is not authorized to perform: ec2:DescribeInstances");
  });

  test("let a page token expire, and leave the first page alone", async () => {
    await addFault({ effect: { kind: "expired-page-token" } });
    const sizes: number[] = [];
    const walk = async () => {
      for await (const page of paginateDescribeSourceServers({ client: bench.drs(), pageSize: 10 }, {})) {
        sizes.push(page.items?.length ?? 0);
      }
    };
    expect(await refusal(walk())).toMatchObject({ name: "ValidationException", status: 400 });
    expect(sizes).toEqual([10]);
    await addFault({ service: "ec2", effect: { kind: "expired-page-token" } });
    const NextToken = "anything";
    expect((await refusal(bench.ec2().send(new DescribeInstancesCommand({ NextToken })))).name).toBe(
      "InvalidNextToken",
    );
  });

  test("match calls that mention a job", async () => {
    const drs = bench.drs();
    const { jobID } = await startJob(drs, await idsNamed(drs, "pay-mq-01"));
    await addFault({ jobId: jobID, effect: { kind: "throttled" } });
    expect((await refusal(drs.send(new DescribeJobLogItemsCommand({ jobID })))).name).toBe("ThrottlingException");
    await drs.send(new DescribeJobsCommand({}));
  });

  test("delete the servers that a call mentions right before it, or the one that the rule is about", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-core-0");
    const [first = "", second = "", third = ""] = ids;
    const rule = { operation: "StartRecovery", times: 1, effect: { kind: "server-deleted" } };
    await addFault({ ...rule, sourceServerId: second });
    expect(await refusal(startJob(drs, [first, second]))).toMatchObject({
      name: "ResourceNotFoundException",
      status: 404,
    });
    expect(await idsNamed(drs, "pay-core-0")).toEqual(ids.filter((id) => id !== second));
    await addFault(rule);
    await refusal(startJob(drs, [first, third]));
    expect(await idsNamed(drs, "pay-core-0")).toEqual(ids.slice(3));
  });

  test("start somebody else's job right before a call, which gets a real conflict", async () => {
    const drs = bench.drs();
    const ids = await idsNamed(drs, "pay-app-01");
    await addFault({ operation: "StartRecovery", effect: { kind: "foreign-job", isDrill: true }, times: 1 });
    expect(await refusal(startJob(drs, ids, false))).toMatchObject({
      name: "ConflictException",
      status: 409,
      message: BUSY,
    });
    const { items = [] } = await drs.send(new DescribeJobsCommand({}));
    const foreign = items.find((job) => job.participatingServers?.[0]?.sourceServerID === ids[0]);
    expect(foreign).toMatchObject({ initiatedBy: "START_DRILL", tags: {} });
    expect(await settledJob(drs, foreign?.jobID ?? "")).toMatchObject({ status: "COMPLETED" });
    expect((await describeJob(drs, (await startJob(drs, ids, false)).jobID)).initiatedBy).toBe("START_RECOVERY");
  });

  test("are kept with their counts by a save", async () => {
    await addFault({ operation: "DescribeSourceServers", nth: 2, effect: { kind: "throttled" } });
    await callTo.drs();
    const [listed] = (await bench.control("GET", "/faults")).body.items ?? [];
    expect(listed).toMatchObject({ operation: "DescribeSourceServers", matched: 1, applied: 0, isOver: false });
    expect(bench.sim.world.faults.rules).toMatchObject([{ matched: 1, applied: 0 }]);
  });
});
