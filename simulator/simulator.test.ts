import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeRecoveryInstancesCommand } from "@aws-sdk/client-drs";
import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeJob, eventsOf, idsNamed, settledJob, startJob } from "./drs/test-jobs.ts";
import { complete, createTaskMachine, endOf, start, takeTask } from "./sfn/test-machines.ts";
import { refusal, startBench, until, type Bench } from "./test-bench.ts";

describe("the control API", () => {
  test("journals calls when they arrive and their status when they are answered", async () => {
    const bench = await startBench();
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "journal");
    const polled = takeTask(sfn, activityArn);
    const polls = async () =>
      (await bench.control("GET", "/journal?service=states&operation=GetActivityTask")).body.items ?? [];
    expect(await until(async () => (await polls())[0])).toMatchObject({
      status: null,
      accountId: "111122223333",
      region: "us-west-2",
      request: { activityArn },
    });
    await start(sfn, stateMachineArn);
    await polled;
    const [answered] = await polls();
    expect(answered).toMatchObject({ status: 200 });
    const { body } = await bench.control("GET", `/journal?after=${String(answered?.["seq"])}&limit=1`);
    expect(body.items).toHaveLength(1);
    await bench.close();
  });

  test("changes a source server from outside and resets everything", async () => {
    const bench = await startBench();
    const [id = ""] = await idsNamed(bench.drs(), "pay-ora-01");
    const patched = await bench.control("PATCH", `/source-servers/${id}`, {
      replicationState: "STALLED",
      error: "UNSTABLE_NETWORK",
    });
    expect(patched.body).toMatchObject({ replication: { state: "STALLED", error: "UNSTABLE_NETWORK" } });
    expect((await bench.control("PATCH", `/source-servers/${id}`, { replicationState: "FINE" })).body).toMatchObject({
      field: "replicationState",
    });
    expect((await bench.control("PATCH", "/source-servers/s-none", {})).status).toBe(404);
    await bench.control("POST", "/reset");
    const { body } = await bench.control("GET", "/state");
    expect(JSON.stringify(body)).not.toContain(JSON.stringify(patched.body["replication"]));
    expect((await bench.control("GET", "/nothing")).status).toBe(404);
    await bench.close();
  });
});

describe("a saved simulator", () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("goes on after a restart with its jobs and instances, and forgets executions that ran", async () => {
    const stateFile = join(folder, "state.json");
    const before = await startBench({ stateFile, speed: 50_000 });
    const finished = await settledJob(
      before.drs(),
      (await startJob(before.drs(), await idsNamed(before.drs(), "pay-mq-01"))).jobID,
    );
    await before.control("POST", "/clock", { speed: 0.001 });
    const { jobID } = await startJob(before.drs(), await idsNamed(before.drs(), "pay-mq-02"));
    const { activityArn, stateMachineArn } = await createTaskMachine(before.sfn(), "saved");
    const ended = await start(before.sfn(), stateMachineArn);
    await complete(before.sfn(), (await takeTask(before.sfn(), activityArn)).taskToken);
    await endOf(before.sfn(), ended);
    const running = await start(before.sfn(), stateMachineArn);
    await before.close();
    const after = await startBench({ stateFile, speed: 50_000 });
    expect(await describeJob(after.drs(), finished.jobID ?? "")).toEqual(finished);
    expect((await settledJob(after.drs(), jobID)).status).toBe("COMPLETED");
    expect(await eventsOf(after.drs(), jobID)).toContain("LAUNCH_END");
    await until(async () => (await after.drs().send(new DescribeRecoveryInstancesCommand({}))).items?.length === 2);
    expect((await after.sfn().send(new DescribeExecutionCommand({ executionArn: ended }))).status).toBe("SUCCEEDED");
    const lost = after.sfn().send(new DescribeExecutionCommand({ executionArn: running }));
    expect((await refusal(lost)).name).toBe("ExecutionDoesNotExist");
    await after.close();
  });
});

describe("garbage", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  const authorization = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261123/us-west-2/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const services = fc.constantFrom(
    ...["drs", "states", "sts", "ec2", "ssm", "lambda", "sns", "servicequotas", "iam", "monitoring", "route53", "s3"],
  );
  const paths = fc.constantFrom(
    "/",
    "/StartRecovery",
    "/DescribeJobs",
    "/tags/%ZZ",
    "/tags/arn%3Aaws%3Adrs",
    "/_control/faults",
    "/_control/clock",
    "/_control/outcomes",
    "/2015-03-31/functions/%ZZ/invocations",
    "/2015-03-31/functions/dr-smoke-test/invocations",
    "/service/GraniteServiceVersion20100801/operation/DescribeAlarms",
    "/2013-04-01/hostedzone/%ZZ/rrset/",
    "/%00",
  );
  const targets = fc.constantFrom(
    "StartExecution",
    "CreateStateMachine",
    "GetExecutionHistory",
    "SendTaskSuccess",
    "Nonsense",
  );
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ sourceServers: fc.anything(), definition: fc.anything(), nextToken: fc.anything() })
      .map((value) => JSON.stringify(value, bigIntAsText)),
    fc
      .string()
      .map(
        (text) =>
          `Action=DescribeInstances&Version=2016-11-15&InstanceId.1=${text}&Filter.1.Name=${text}&Filter.1.Value.1=${text}`,
      ),
  );

  function bigIntAsText(_key: string, value: unknown): unknown {
    return typeof value === "bigint" ? String(value) : value;
  }

  test("never crashes it and never gets an answer of 5xx but 501", async () => {
    const request = fc.record({ service: services, path: paths, target: targets, body: bodies });
    await fc.assert(
      fc.asyncProperty(request, async ({ service, path, target, body }) => {
        const headers = { authorization: authorization(service), "x-amz-target": `AWSStepFunctions.${target}` };
        const { status } = await fetch(bench.url + path, { method: "POST", headers, body });
        return status < 500 || status === 501;
      }),
      { numRuns: 400 },
    );
    await bench.control("DELETE", "/faults");
    expect((await bench.control("GET", "/health")).status).toBe(200);
  });
});
