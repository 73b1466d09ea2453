import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentialsFor, PAYMENTS, startBench, until, type Bench } from "./test-bench.ts";

const isInstalled = spawnSync("aws", ["--version"]).status === 0;
const run = promisify(execFile);

describe.skipIf(!isInstalled)("the AWS CLI, unmodified,", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  /** Runs `aws SERVICE …` against the simulator and answers what it printed, read as JSON. */
  async function aws(...words: string[]): Promise<Record<string, unknown>> {
    const { accessKeyId, secretAccessKey, sessionToken = "" } = credentialsFor(PAYMENTS.accountId);
    const env = {
      ...{
        PATH: process.env["PATH"],
        NODE_ENV: "test" as const,
        HOME: "/nonexistent",
        AWS_CONFIG_FILE: "/dev/null",
        AWS_PAGER: "",
      },
      ...{ AWS_ENDPOINT_URL: bench.url, AWS_DEFAULT_REGION: PAYMENTS.region, AWS_MAX_ATTEMPTS: "1" },
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
    };
    const { stdout } = await run("aws", [...words, "--output", "json"], { env });
    return stdout.trim() === "" ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  }

  async function job(jobId: string): Promise<Record<string, unknown>> {
    const { items } = await aws("drs", "describe-jobs", "--filters", `jobIDs=${jobId}`);
    const [found = {}] = items as Record<string, unknown>[];
    return found;
  }

  test("lists by pages, tags, launches, watches and terminates", { timeout: 120_000 }, async () => {
    const { items } = await aws("drs", "describe-source-servers", "--page-size", "5");
    const servers = items as {
      sourceServerID: string;
      arn: string;
      sourceProperties: { identificationHints: { hostname: string } };
    }[];
    expect(servers).toHaveLength(22);
    const server = servers.find((each) => each.sourceProperties.identificationHints.hostname === "pay-mq-01");
    const { sourceServerID = "", arn = "" } = server ?? {};

    await aws(
      "drs",
      "tag-resource",
      "--resource-arn",
      arn,
      "--tags",
      JSON.stringify({ wave: "1", "cost center": "a/b" }),
    );
    const { tags } = await aws("drs", "list-tags-for-resource", "--resource-arn", arn);
    expect(tags).toMatchObject({ wave: "1", "cost center": "a/b" });

    const started = await aws(
      "drs",
      "start-recovery",
      "--is-drill",
      "--source-servers",
      `sourceServerID=${sourceServerID}`,
    );
    const { jobID } = started["job"] as { jobID: string };
    await until(async () => (await job(jobID))["status"] === "COMPLETED");
    const log = await aws("drs", "describe-job-log-items", "--job-id", jobID);
    expect((log["items"] as { event: string }[]).map((each) => each.event)).toContain("LAUNCH_END");

    const instances = await until(async () => {
      const found = await aws("drs", "describe-recovery-instances", "--filters", `sourceServerIDs=${sourceServerID}`);
      const [first] = found["items"] as { recoveryInstanceID: string }[];
      return first;
    });
    const described = await aws("ec2", "describe-instances", "--instance-ids", instances.recoveryInstanceID);
    expect(JSON.stringify(described)).toContain(instances.recoveryInstanceID);

    const ending = await aws(
      "drs",
      "terminate-recovery-instances",
      "--recovery-instance-ids",
      instances.recoveryInstanceID,
    );
    const terminated = (ending["job"] as { jobID: string }).jobID;
    await until(async () => (await job(terminated))["status"] === "COMPLETED");
    expect((await aws("sts", "get-caller-identity"))["Account"]).toBe(PAYMENTS.accountId);
  });

  test("says an error in the service's words", async () => {
    const refused = aws("drs", "start-recovery", "--source-servers", `sourceServerID=s-${"0".repeat(17)}`);
    await expect(refused).rejects.toThrow("ResourceNotFoundException");
  });
});
