import { request } from "node:http";
import { DescribeJobsCommand, DescribeSourceServersCommand } from "@aws-sdk/client-drs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idsNamed, settledJob, startJob } from "#simulator/drs/test-jobs.ts";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

type Sent = { method?: string; headers?: Record<string, string>; body?: string };

/** Like fetch, but sends any header: a browser's Origin and Host too. */
function send(path: string, { method = "GET", headers = {}, body = "" }: Sent = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const call = request(bench.url + path, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    call.on("error", reject);
    call.end(body);
  });
}

describe("control routes", () => {
  test("answer a wrong method with those that are right", async () => {
    const { status, headers, text } = await send("/_control/faults", { method: "PUT" });
    expect(status).toBe(405);
    expect(headers["allow"]).toBe("GET, POST, DELETE");
    expect(JSON.parse(text)).toEqual({ error: "PUT is not allowed here, but GET, POST, DELETE" });
  });

  test("refuse bodies that are no JSON, of a wrong type, nested without end, or too long", async () => {
    const statusOf = async (body: string) => {
      const { status, text } = await send("/_control/clock", { method: "POST", body });
      expect(JSON.parse(text)).toMatchObject({ error: expect.any(String) as string });
      return status;
    };
    expect(await statusOf("{")).toBe(400);
    expect(await statusOf("7")).toBe(400);
    expect(await statusOf(JSON.stringify({ speed: "fast" }))).toBe(400);
    expect(await statusOf("[".repeat(100_000) + "]".repeat(100_000))).toBe(400);
    expect(await statusOf(JSON.stringify({ ["k".repeat(1_000_000)]: 1 }))).toBe(400);
    expect(await statusOf(" ".repeat(9_000_000))).toBe(413);
  });

  test("never answer 5xx, whatever is sent", async () => {
    const paths = "faults clock clock/advance seed restore source-servers source-servers/s-1 journal jobs/x nothing";
    const sent = fc.record({
      method: fc.constantFrom("GET", "POST", "PATCH", "DELETE", "PUT"),
      path: fc.constantFrom(...paths.split(" ")),
      query: fc.webQueryParameters(),
      body: fc.oneof(
        fc.json(),
        fc.string(),
        fc.record({ seconds: fc.anything(), topology: fc.anything() }).map(toText),
      ),
    });
    await fc.assert(
      fc.asyncProperty(sent, async ({ method, path, query, body }) => {
        const init = method === "GET" ? { method } : { method, body };
        return (await fetch(`${bench.url}/_control/${path}?${query}`, init)).status < 500;
      }),
      { numRuns: 300 },
    );
    await bench.control("POST", "/reset");
  });

  function toText(value: unknown): string {
    return JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? String(each) : each));
  }
});

describe("a browser", () => {
  const page = { accept: "text/html,application/xhtml+xml" };

  test.each(["/", "/_control"])("that opens %s is shown the page", async (path) => {
    expect(await send(path, { headers: page })).toMatchObject({ status: 302, headers: { location: "/_control/" } });
  });

  test("gets the page with a policy that allows nothing foreign, and what the page asks for", async () => {
    const { status, headers, text } = await send("/_control/", { headers: page });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(text).not.toMatch(/<script>|\sstyle=|\son\w+=/);
    const files = [...text.matchAll(/(?:href|src)="([\w-]+\.\w+)"/g)].map(([, name]) => name);
    expect(files).toEqual(expect.arrayContaining(["page.css", "page.js"]));
    for (const name of files) expect((await send(`/_control/${name}`)).status).toBe(200);
    expect((await send("/_control/none.js")).status).toBe(404);
  });

  test("that signed its request is a client of AWS like any other", async () => {
    const authorization =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261123/us-west-2/drs/aws4_request, Signature=0";
    expect((await send("/", { headers: { ...page, authorization } })).status).not.toBe(302);
  });

  test("of another page may not change anything", async () => {
    const { host, port } = new URL(bench.url);
    const post = async (headers: Record<string, string>) =>
      (await send("/_control/reset", { method: "POST", headers })).status;
    expect(await post({ origin: "https://evil.example" })).toBe(403);
    expect(await post({ origin: "null" })).toBe(403);
    expect(await post({ origin: `http://localhost:${port}` })).toBe(403);
    expect(await post({ origin: `http://evil.example:${port}`, host: `evil.example:${port}` })).toBe(403);
    expect(await post({ origin: `http://${host}` })).toBe(200);
    expect(await post({ origin: `http://localhost:${port}`, host: `localhost:${port}` })).toBe(200);
    const preflight = await send("/_control/reset", { method: "OPTIONS", headers: { origin: "https://evil.example" } });
    expect(preflight.status).toBe(405);
    expect(preflight.headers).not.toHaveProperty("access-control-allow-origin");
  });
});

describe("the journal", () => {
  const list = async (query: string) => (await bench.control("GET", `/journal?${query}`)).body;

  test("is filtered by every fact of a call, and read on from where a reader stopped", async () => {
    await bench.control("DELETE", "/journal");
    const [id = ""] = await idsNamed(bench.drs(), "pay-mq-01");
    const filters = { sourceServerIDs: [id] };
    await bench.drs().send(new DescribeSourceServersCommand({ filters }));
    await bench.drs({ accountId: "333344445555", region: "us-east-1" }).send(new DescribeJobsCommand({}));
    await refusal(startJob(bench.drs(), ["s-1"]));
    const operations = async (query: string) => (await list(query)).items?.map((each) => each["operation"]);
    expect(await operations("service=drs")).toHaveLength(4);
    expect(await operations("service=ec2")).toEqual([]);
    expect(await operations(`mentions=${id}`)).toEqual(["DescribeSourceServers"]);
    expect(await operations("accountId=333344445555")).toEqual(["DescribeJobs"]);
    expect(await operations("region=us-east-1&operation=DescribeJobs")).toEqual(["DescribeJobs"]);
    expect(await operations("status=2xx")).toHaveLength(3);
    expect(await operations("status=4xx,5xx")).toEqual(["StartRecovery"]);
    expect(await operations("order=newest&limit=2")).toEqual(["StartRecovery", "DescribeJobs"]);
    const first = await list("limit=3");
    const { items = [], nextAfter } = await list(`after=${String(first["nextAfter"])}`);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ operation: "StartRecovery", errorCode: expect.any(String) as string });
    expect(items[0]?.["durationMs"]).toEqual(expect.any(Number));
    expect(await list(`after=${String(nextAfter)}`)).toEqual({ items: [], nextAfter });
  });

  test("says that a call failed because of a fault, or was cut off", async () => {
    await bench.control("DELETE", "/journal");
    const error = { kind: "error", status: 429, code: "ThrottlingException" };
    await bench.control("POST", "/faults", { service: "drs", operation: "DescribeJobs", times: 1, effect: error });
    await bench.control("POST", "/faults", { service: "drs", nth: 2, effect: { kind: "lost-reply" } });
    await refusal(bench.drs().send(new DescribeJobsCommand({})));
    await refusal(bench.drs().send(new DescribeJobsCommand({})));
    await bench.control("DELETE", "/faults");
    expect((await list("status=429")).items).toMatchObject([{ errorCode: "ThrottlingException" }]);
    expect((await list("status=none")).items).toMatchObject([
      { status: null, durationMs: expect.any(Number) as number },
    ]);
  });

  test.each([
    ["limit", "limit=0"],
    ["limit", "limit=5001"],
    ["limit", "limit=many"],
    ["after", "after=-1"],
    ["status", "status=6xx"],
    ["order", "order=random"],
    ["opration", "opration=DescribeJobs"],
  ])("names %s when it is wrong", async (field, query) => {
    expect(await bench.control("GET", `/journal?${query}`)).toMatchObject({ status: 400, body: { field } });
  });

  test("is emptied", async () => {
    await bench.drs().send(new DescribeJobsCommand({}));
    expect((await bench.control("DELETE", "/journal")).status).toBe(200);
    expect((await list("")).items).toEqual([]);
  });
});

describe("the summary", () => {
  test("counts servers by state, recoveries and drills, and follows jobs", async () => {
    const [drill, recovery] = [await idsNamed(bench.drs(), "pay-mq-"), await idsNamed(bench.drs(), "pay-ora-01")];
    const effect = { kind: "launch-failed", rawError: "No capacity" };
    await bench.control("POST", "/faults", { service: "drs", sourceServerId: drill[0], effect });
    await settledJob(bench.drs(), (await startJob(bench.drs(), drill)).jobID);
    const { jobID } = await startJob(bench.drs(), recovery, false);
    await settledJob(bench.drs(), jobID);
    await bench.control("DELETE", "/faults");
    const { body } = await bench.control("GET", "/summary");
    expect(body).toMatchObject({ topology: "small", seed: 1, clock: { speed: 50_000 } });
    expect(body["regions"]).toContainEqual(
      expect.objectContaining({
        accountName: "payments-prod",
        region: "us-west-2",
        servers: 22,
        drills: 2,
        recoveries: 1,
      }),
    );
    expect(body["jobs"]).toMatchObject({
      total: 2,
      running: 0,
      items: [
        { jobId: jobID, initiatedBy: "START_RECOVERY", byPhase: { launched: 1 }, failed: 0, failures: [] },
        {
          byPhase: { launched: 2, failed: 1 },
          failed: 1,
          failures: [{ hostname: "pay-mq-01", event: "LAUNCH_FAILED", reason: "No capacity" }],
        },
      ],
    });
    const { body: job } = await bench.control("GET", `/jobs/${jobID}`);
    expect(job["servers"]).toMatchObject([{ hostname: "pay-ora-01", phase: "launched", event: "LAUNCH_END" }]);
    expect((await bench.control("GET", "/jobs/none")).status).toBe(404);
  });

  test("stays small when the world is big", async () => {
    const large = await startBench({ topology: "large" });
    const { body } = await large.control("GET", "/summary");
    expect(JSON.stringify(body).length).toBeLessThan(10_000);
    await large.close();
  });
});
