import { z } from "zod";

import { waitUntil } from "#scripts/stack/wait-until.ts";
import type { TestStack } from "#scripts/testing/stack.ts";

import { expect, test } from "./fixtures.ts";

const Problem = z.looseObject({ code: z.string(), detail: z.string(), status: z.number(), requestId: z.string() });
const Created = z.looseObject({ id: z.string(), status: z.string().optional() });
const Servers = z.object({ items: z.array(z.object({ sourceServerId: z.string(), hostname: z.string() })) });

/** What a script does: one request with the token, nothing of the console. */
function client(stack: TestStack) {
  async function send(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown; type: string }> {
    const response = await fetch(`${stack.parts.webUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === "" ? null : (JSON.parse(text) as unknown),
      type: response.headers.get("content-type") ?? "",
    };
  }

  async function problem(method: string, path: string, body?: unknown) {
    const answer = await send(method, path, body);
    expect(answer.type).toContain("application/problem+json");
    expect(answer.status).toBeLessThan(500);
    const parsed = Problem.parse(answer.body);
    expect(parsed.status).toBe(answer.status);
    return parsed;
  }

  /** Servers of the ERP estate, which no other test uses. */
  async function servers(search: string): Promise<string[]> {
    const found = await waitUntil(
      async () => {
        const { body } = await send(
          "GET",
          `/drs/source-servers?search=${search}&accountId=333344445555&region=us-east-1&recoverable=true&assigned=false&limit=200`,
        );
        const { items } = Servers.parse(body);
        return items.length === 0 ? undefined : items;
      },
      { what: `No server ${search} came into the inventory`, seconds: 60 },
    );
    return found.map((server) => server.sourceServerId);
  }

  async function group(name: string, sourceServerIds: string[]): Promise<string> {
    const place = { accountId: "333344445555", region: "us-east-1" };
    const answer = await send("POST", "/protection-groups", { name, ...place, sourceServerIds });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return Created.parse(answer.body).id;
  }

  async function plan(name: string, waves: object[]): Promise<string> {
    const answer = await send("POST", "/recovery-plans", { name, waves });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return Created.parse(answer.body).id;
  }

  return { send, problem, servers, group, plan };
}

test("a script builds groups and a plan, starts a drill and follows it to COMPLETED", async ({ stack }) => {
  test.setTimeout(180_000);
  const api = client(stack);
  const [first, second, third] = await api.servers("erp-");
  const data = await api.group("API data", [first ?? ""]);
  const web = await api.group("API web", [second ?? "", third ?? ""]);
  const planId = await api.plan("API plan", [
    { name: "Data", protectionGroupIds: [data] },
    { name: "Web", protectionGroupIds: [web], dependsOn: [1] },
  ]);
  const started = await api.send("POST", "/executions", { planId, type: "DRILL", comment: "by script" });
  expect(started.status).toBe(202);
  const { id } = Created.parse(started.body);

  const twice = await api.problem("POST", "/executions", { planId, type: "DRILL" });
  expect(twice).toMatchObject({ code: "EXECUTION_IN_PROGRESS", status: 409 });
  const other = await api.plan("API other plan", [{ name: "Web", protectionGroupIds: [web] }]);
  expect(await api.problem("POST", "/executions", { planId: other, type: "DRILL" })).toMatchObject({
    code: "SERVER_BUSY",
  });

  const ended = await waitUntil(
    async () => {
      const { body } = await api.send("GET", `/executions/${id}`);
      const seen = z
        .looseObject({ status: z.string(), endedAt: z.string().nullable(), waves: z.array(z.unknown()) })
        .parse(body);
      return seen.endedAt === null ? undefined : seen;
    },
    { what: "The drill did not end", seconds: 120, everyMilliseconds: 250 },
  );
  expect(ended.status).toBe("COMPLETED");
  const events = await api.send("GET", `/executions/${id}/events?after=0`);
  const { items } = z.object({ items: z.array(z.object({ seq: z.number(), kind: z.string() })) }).parse(events.body);
  expect(items.map((item) => item.seq)).toEqual(items.map((_, index) => index + 1));
  expect(items.at(-1)?.kind).toBe("execution.completed");
  const log = await api.send("GET", `/executions/${id}/job-log?wave=1`);
  expect(JSON.stringify(log.body)).toContain("JOB_END");
});

test("what is wrong is named, and never answered with 5xx", async ({ stack }) => {
  const api = client(stack);
  const [one, two] = await api.servers("erp-");
  const place = { accountId: "333344445555", region: "us-east-1" };
  const groupId = await api.group("Wrong things", [one ?? ""]);

  const sameName = await api.problem("POST", "/protection-groups", {
    name: "  WRONG   things ",
    ...place,
    sourceServerIds: [two],
  });
  expect(sameName).toMatchObject({ code: "PG_NAME_EXISTS", status: 409 });
  const unknown = await api.problem("POST", "/protection-groups", {
    name: "Nobody",
    ...place,
    sourceServerIds: ["s-00000000000000000"],
  });
  expect(unknown).toMatchObject({ code: "INVALID_SERVER_IDS", status: 400 });
  expect(unknown.detail).toContain("s-00000000000000000");
  const taken = await api.problem("POST", "/protection-groups", { name: "Taken", ...place, sourceServerIds: [one] });
  expect(taken).toMatchObject({ code: "SERVER_ASSIGNED", status: 409 });
  expect(taken.detail).toContain("Wrong things");

  const wave = (name: string, dependsOn: number[]) => ({ name, protectionGroupIds: [groupId], dependsOn });
  const cycle = await api.problem("POST", "/recovery-plans", { name: "Cycle", waves: [wave("One", [1])] });
  expect(cycle).toMatchObject({ code: "CIRCULAR_DEPENDENCY", status: 400 });
  expect(cycle.detail).toContain("One");

  for (const body of ["{", "[]", "null", '"text"', '{"name":1}', '{"__proto__":{}}', '{"name":"x","unknown":true}']) {
    expect((await api.problem("POST", "/protection-groups", body)).status).toBe(400);
  }
  expect((await api.problem("POST", "/protection-groups", `{"name":"${"x".repeat(2_000_000)}"}`)).status).toBe(413);
  expect(await api.problem("GET", "/executions/nonsense")).toMatchObject({ code: "NOT_FOUND" });
  expect(await api.problem("GET", "/nothing/here")).toMatchObject({ code: "NOT_FOUND" });
  expect(await api.problem("DELETE", "/executions")).toMatchObject({ code: "METHOD_NOT_ALLOWED" });
});
