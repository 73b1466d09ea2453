import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { RouteHandler } from "#lib/http/guarded.ts";
import { dropDatabase } from "#lib/runtime.ts";
import { addServers, containing, PLACE, serverId } from "#lib/services/test-world.ts";

import { GET as anything } from "./[[...path]]/route.ts";
import { GET as health } from "./health/route.ts";
import { POST as logout } from "./logout/route.ts";
import { GET as ready } from "./ready/route.ts";
import { ORIGIN, send, type TestApi, testApi } from "./test-api.ts";
import * as accounts from "./v1/accounts/route.ts";
import * as servers from "./v1/drs/source-servers/route.ts";
import * as sync from "./v1/drs/source-servers/sync/route.ts";
import * as executions from "./v1/executions/route.ts";
import * as execution from "./v1/executions/[id]/route.ts";
import * as events from "./v1/executions/[id]/events/route.ts";
import * as jobLog from "./v1/executions/[id]/job-log/route.ts";
import * as me from "./v1/me/route.ts";
import * as groups from "./v1/protection-groups/route.ts";
import * as group from "./v1/protection-groups/[id]/route.ts";
import * as plans from "./v1/recovery-plans/route.ts";
import * as plan from "./v1/recovery-plans/[id]/route.ts";
import * as versions from "./v1/recovery-plans/[id]/versions/route.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  await addServers(api.db, [1, 9]);
});
afterAll(async () => {
  dropDatabase();
  await api.close();
});

const GROUPS = "/api/v1/protection-groups";

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

async function makeGroup(name: string, ...numbers: number[]) {
  const body = { name, ...PLACE, sourceServerIds: numbers.map(serverId) };
  return send(groups.POST, { path: GROUPS, method: "POST", token: api.tokens.planner, body });
}

describe("a life of a plan", () => {
  test("from two groups to a drill", async () => {
    const ids: string[] = [];
    for (const [name, number] of [
      ["Data", 1],
      ["Front", 2],
    ] as const) {
      const response = await makeGroup(name, number);
      expect(response.status).toBe(201);
      const { id } = await bodyOf(response);
      expect(response.headers.get("location")).toBe(`${GROUPS}/${String(id)}`);
      ids.push(String(id));
    }
    const waves = ids.map((id, index) => ({
      name: `Wave ${index + 1}`,
      protectionGroupIds: [id],
      dependsOn: index === 0 ? [] : [1],
    }));
    const path = "/api/v1/recovery-plans";
    const made = await send(plans.POST, {
      path,
      method: "POST",
      token: api.tokens.planner,
      body: { name: "ERP", waves },
    });
    const { id: planId, ...madePlan } = await bodyOf(made);
    expect(madePlan).toMatchObject({ waveCount: 2, serverCount: 2 });
    // The state machine cannot be reached: the drill is there all the same, and the worker's sweep starts it.
    const start = {
      path: "/api/v1/executions",
      method: "POST",
      token: api.tokens.operator,
      body: { planId, type: "DRILL" },
    };
    const started = await send(executions.POST, start);
    expect(started.status).toBe(202);
    const drill = await bodyOf(started);
    expect(drill).toMatchObject({ status: "PENDING", simulated: true, engine: { state: "STARTING" } });
    const again = await send(executions.POST, start);
    expect(await bodyOf(again)).toMatchObject({ status: 409, code: "EXECUTION_IN_PROGRESS" });
    const recovery = await send(executions.POST, {
      ...start,
      token: api.tokens.commander,
      body: { planId, type: "RECOVERY" },
    });
    expect(recovery.status).toBe(409);
    const read = await send(execution.GET, {
      path: "/",
      params: { id: String(drill["id"]) },
      token: api.tokens.viewer,
    });
    expect(read.status).toBe(200);
  }, 30_000);
});

describe("who calls", () => {
  test("a session may read, and write from a page of the console", async () => {
    const cookie = await api.cookie("operator");
    const request = { path: "/api/v1/drs/source-servers/sync", method: "POST" };
    const statusOf = async (headers: Record<string, string>) =>
      (await send(sync.POST, { ...request, headers: { cookie, ...headers } })).status;
    expect((await send(me.GET, { path: "/api/v1/me", headers: { cookie } })).status).toBe(200);
    expect(await statusOf({ origin: ORIGIN })).toBe(202);
    expect(await statusOf({ "sec-fetch-site": "same-origin" })).toBe(202);
  });

  test.each<Record<string, string>>([
    {},
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "http://localhost:3000" },
    { origin: `${ORIGIN}.evil.test` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    {
      origin: "https://evil.test",
      "sec-fetch-site": "same-origin",
      host: "evil.test",
      "x-forwarded-host": "evil.test",
    },
  ])("a session may not write from elsewhere: %o", async (headers) => {
    const cookie = await api.cookie("admin");
    const answer = await send(sync.POST, {
      path: "/api/v1/drs/source-servers/sync",
      method: "POST",
      headers: { cookie, ...headers },
    });
    expect(answer.status).toBe(403);
  });

  test("with an Authorization header the cookie counts for nothing", async () => {
    const cookie = await api.cookie("admin");
    for (const authorization of [
      "",
      "Bearer",
      "Bearer x",
      "Basic YTpi",
      `Bearer ${api.tokens.admin} x`,
      `Bearer ${"x".repeat(5000)}`,
    ]) {
      const answer = await send(me.GET, { path: "/api/v1/me", headers: { cookie, authorization } });
      expect(answer.status).toBe(401);
    }
  });

  test("the session's own cookie is no token", async () => {
    const session = (await api.cookie("admin")).split("=")[1] ?? "";
    expect((await send(me.GET, { path: "/api/v1/me", token: session })).status).toBe(401);
  });

  test("roles that were taken away count for the session at once", async () => {
    const cookie = await api.cookie("approver");
    await api.db.user.update({ where: { subject: "approver" }, data: { roles: [] } });
    expect((await send(groups.GET, { path: GROUPS, headers: { cookie } })).status).toBe(403);
    await api.db.user.delete({ where: { subject: "approver" } });
    expect((await send(groups.GET, { path: GROUPS, headers: { cookie } })).status).toBe(401);
  });
});

describe("signing out", () => {
  test("takes the session's cookies away, from a page of the console only", async () => {
    const cookie = `${await api.cookie("viewer")}; next-auth.session-token.0=x; other=1`;
    const answer = await send(logout, { path: "/api/logout", method: "POST", headers: { cookie, origin: ORIGIN } });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${ORIGIN}/sign-in`);
    expect(answer.headers.getSetCookie()).toEqual([
      "next-auth.session-token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
      "next-auth.session-token.0=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
    ]);
    const foreign = await send(logout, {
      path: "/api/logout",
      method: "POST",
      headers: { cookie, origin: "https://evil.test" },
    });
    expect(foreign.status).toBe(403);
  });
});

describe("answers", () => {
  test("carry the caller's request id where it is harmless, and are never kept", async () => {
    const known = await send(groups.GET, {
      path: GROUPS,
      token: api.tokens.viewer,
      headers: { "x-request-id": "ci-run-0001" },
    });
    expect(known.headers.get("x-request-id")).toBe("ci-run-0001");
    expect(known.headers.get("cache-control")).toBe("no-store");
    const strange = await send(groups.GET, { path: GROUPS, headers: { "x-request-id": "<script>" } });
    const { requestId } = await bodyOf(strange);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(strange.headers.get("x-request-id")).toBe(requestId);
  });

  test("are not sent again to a reader who has them", async () => {
    const first = await send(servers.GET, { path: "/api/v1/drs/source-servers", token: api.tokens.viewer });
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\//);
    const headers = { "if-none-match": `"other", ${etag}` };
    const again = await send(servers.GET, { path: "/api/v1/drs/source-servers", token: api.tokens.viewer, headers });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });

  test("say which methods there are", async () => {
    const refused = await send(group.POST, { path: `${GROUPS}/x`, method: "POST" });
    expect(refused.status).toBe(405);
    expect(refused.headers.get("allow")).toBe("GET, HEAD, PUT, DELETE");
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    const asked = await send(group.OPTIONS, { path: `${GROUPS}/x`, method: "OPTIONS" });
    expect([asked.status, asked.headers.get("allow")]).toEqual([204, "GET, HEAD, PUT, DELETE"]);
  });

  test("are problems where there is nothing", async () => {
    const answer = await send(anything, { path: "/api/v2/nothing" });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await bodyOf(answer)).toMatchObject({ status: 404, code: "NOT_FOUND" });
  });
});

test("the process says that it lives, and whether it can serve", async () => {
  expect(await bodyOf(await send(health, { path: "/api/health" }))).toEqual({ status: "ok" });
  const answer = await send(ready, { path: "/api/ready" });
  expect(await bodyOf(answer)).toMatchObject({
    status: "ok",
    simulated: true,
    checks: [
      { name: "database", ok: true },
      { name: "migrations", ok: true },
      { name: "deployment", ok: true },
    ],
  });
});

test("a database of a deployment on real AWS is refused with what to do", async () => {
  await api.db.deployment.update({ where: { id: 1 }, data: { simulated: false } });
  dropDatabase();
  const answer = await send(me.GET, { path: "/api/v1/me", token: api.tokens.viewer });
  expect(answer.status).toBe(503);
  expect(await bodyOf(answer)).toMatchObject({ code: "UNAVAILABLE", detail: containing("real AWS") });
  const asked = await send(ready, { path: "/api/ready" });
  expect(asked.status).toBe(503);
  expect(await bodyOf(asked)).toMatchObject({
    checks: [{ ok: true }, { ok: true }, { name: "deployment", ok: false }],
  });
  await api.db.deployment.update({ where: { id: 1 }, data: { simulated: true } });
  expect((await send(me.GET, { path: "/api/v1/me", token: api.tokens.viewer })).status).toBe(200);
});

describe("whatever is sent, nothing breaks", () => {
  const WRITES: [string, RouteHandler, Record<string, unknown>][] = [
    ["group", groups.POST, { name: "F", ...PLACE, sourceServerIds: [serverId(9)], description: null }],
    ["group change", group.PUT, { version: 1, name: "F", sourceServerIds: [serverId(9)] }],
    [
      "plan",
      plans.POST,
      { name: "F", waves: [{ name: "W", protectionGroupIds: [], dependsOn: [1] }], rtoMinutes: 1, rpoMinutes: 1 },
    ],
    ["plan change", plan.PUT, { version: 1, name: "F", waves: [] }],
    ["account", accounts.POST, { accountId: "1", name: "F", roleArn: "arn", externalId: "ex", regions: ["us-east-1"] }],
    ["execution", executions.POST, { planId: "x", type: "DRILL", comment: "c", incidentAt: "2026-01-01T00:00:00Z" }],
  ];
  /** An id that is there, so that the request goes all the way. */
  async function idFor(name: string): Promise<string> {
    const found =
      name === "group change"
        ? await api.db.protectionGroup.findFirst()
        : name === "plan change" || name === "versions"
          ? await api.db.recoveryPlan.findFirst()
          : await api.db.execution.findFirst();
    if (found === null) throw new Error(`There is nothing to ask for as ${name}.`);
    return found.id;
  }

  test.each(WRITES)("as a %s", async (name, handler, example) => {
    const params = { id: await idFor(name) };
    const keys = Object.keys(example);
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: "binary" }),
      fc.bigInt().map(Number),
      fc.constantFrom(...Object.values(example)),
    );
    const mutated = fc.dictionary(fc.constantFrom(...keys), value).map((change) => ({ ...example, ...change }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, fc.jsonValue()), async (body) => {
        const answer = await send(handler, { path: "/", method: "POST", token: api.tokens.admin, params, body });
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
  });

  const READS: [string, RouteHandler][] = [
    ["servers", servers.GET],
    ["groups", groups.GET],
    ["plans", plans.GET],
    ["accounts", accounts.GET],
    ["versions", versions.GET],
    ["executions", executions.GET],
    ["events", events.GET],
    ["job log", jobLog.GET],
  ];
  const names = [
    "limit",
    "cursor",
    "search",
    "accountId",
    "region",
    "state",
    "active",
    "after",
    "wave",
    "planId",
    "sourceServerId",
  ];
  const cursor = fc.jsonValue().map((key) => Buffer.from(JSON.stringify(key)).toString("base64url"));
  const query = fc.dictionary(
    fc.oneof(fc.constantFrom(...names), fc.string()),
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.integer().map(String),
      fc.constantFrom("true", "1e99", "99999999999"),
      cursor,
    ),
    { maxKeys: 3 },
  );

  test.each(READS)("as a query for %s", async (name, handler) => {
    const real = await idFor(name);
    await fc.assert(
      fc.asyncProperty(query, fc.oneof(fc.string({ unit: "binary" }), fc.constant(real)), async (given, id) => {
        const path = `/?${new URLSearchParams(given).toString()}`;
        const answer = await send(handler, { path, token: api.tokens.admin, params: { id } });
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
  });

  test.each<[string, RouteHandler, string]>([
    ["an event number beyond the database's", events.GET, "after=9007199254740991"],
    ["a wave beyond the database's", jobLog.GET, "wave=9007199254740991"],
    ["a time that is none", executions.GET, cursorOf(["never", "00000000-0000-4000-8000-000000000000"])],
    [
      "a time out of range",
      executions.GET,
      cursorOf(["+275760-09-13T00:00:00.000Z", "00000000-0000-4000-8000-000000000000"]),
    ],
    [
      "a log cursor out of range",
      jobLog.GET,
      cursorOf(["2026-01-01T00:00:00Z", "00000000-0000-4000-8000-000000000000", 9e15]),
    ],
    ["a text that cannot be stored", groups.GET, cursorOf(["a\u0000"])],
    ["a version beyond the database's", versions.GET, cursorOf([9e15])],
    ["a lone surrogate", groups.GET, cursorOf(["\ud800"])],
  ])("by %s", async (_name, handler, given) => {
    const params = { id: await idFor(handler === versions.GET ? "versions" : "execution") };
    const answer = await send(handler, { path: `/?${given}`, token: api.tokens.admin, params });
    expect(answer.status).toBeLessThan(500);
  });
});

function cursorOf(key: unknown): string {
  return `cursor=${Buffer.from(JSON.stringify(key)).toString("base64url")}`;
}
