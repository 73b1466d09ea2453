import { DescribeSourceServersCommand, DrsClient } from "@aws-sdk/client-drs";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueAccessKeyId } from "#simulator/sigv4.ts";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";

const ROLE = {
  RoleArn: "arn:aws:iam::222233334444:role/DrsOrchestratorRole",
  RoleSessionName: "orchestrator",
  ExternalId: "drs-orchestrator-demo",
};

describe("STS", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("knows callers without a role as the hub account", async () => {
    expect(await bench.sts().send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: "111122223333" });
  });

  test("gives sessions of a seeded role that act in its account and end when asked", async () => {
    const { Credentials: given } = await bench.sts().send(new AssumeRoleCommand({ ...ROLE, DurationSeconds: 900 }));
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    };
    const lasts = ((given?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    expect(lasts).toBeGreaterThan(880);
    expect(lasts).toBeLessThanOrEqual(900);
    const config = { endpoint: bench.url, region: "us-west-2", credentials };
    expect(await new STSClient(config).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: "222233334444",
      Arn: "arn:aws:sts::222233334444:assumed-role/DrsOrchestratorRole/orchestrator",
    });
    expect((await new DrsClient(config).send(new DescribeSourceServersCommand({}))).items).toHaveLength(22);
  });

  test.each([
    ["a wrong external id", { ...ROLE, ExternalId: "someone-else" }],
    ["no external id", { ...ROLE, ExternalId: undefined }],
    ["an unknown role", { ...ROLE, RoleArn: "arn:aws:iam::222233334444:role/Nobody" }],
    ["an unknown account", { ...ROLE, RoleArn: "arn:aws:iam::999988887777:role/DrsOrchestratorRole" }],
  ])("refuses %s", async (_what, role) => {
    expect(await refusal(bench.sts().send(new AssumeRoleCommand(role)))).toMatchObject({
      name: "AccessDenied",
      status: 403,
    });
  });

  test("refuses sessions that ended, in each service's own words", async () => {
    const accessKeyId = issueAccessKeyId({ accountId: "222233334444", expiresAt: Date.now() - 1000 });
    const credentials = { accessKeyId, secretAccessKey: "secret", sessionToken: "token" };
    const config = { endpoint: bench.url, region: "us-west-2", credentials, maxAttempts: 1 };
    const drs = refusal(new DrsClient(config).send(new DescribeSourceServersCommand({})));
    expect(await drs).toMatchObject({ name: "ExpiredTokenException", status: 403 });
    const ec2 = refusal(new EC2Client(config).send(new DescribeInstancesCommand({})));
    expect(await ec2).toMatchObject({ name: "RequestExpired", status: 400 });
  });

  test.each([
    ["/DescribeJobs", "", "Missing Authentication Token"],
    ["/", "Action=GetCallerIdentity&Version=2011-06-15", "MissingAuthenticationToken"],
    ["/", "Action=DescribeInstances&Version=2016-11-15", "MissingAuthenticationToken"],
    ["/", "Action=Publish&Version=2010-03-31", "<ErrorResponse"],
  ])("is needed: %s%s without a signature is refused", async (path, body, text) => {
    const response = await fetch(bench.url + path, { method: "POST", body });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain(text);
  });
});
