import { globSync } from "node:fs";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Permission } from "#lib/domain/permissions.ts";
import { Role, ROLE_PERMISSIONS } from "#lib/domain/permissions.ts";
import type { RouteHandler } from "#lib/http/guarded.ts";
import { containing, serverId } from "#lib/services/test-world.ts";

import { send, type TestApi, testApi, type TestRequest } from "./test-api.ts";

const NOTHING = "00000000-0000-4000-8000-000000000000";
const place = { accountId: "999999999999", region: "us-east-1" };
const group = { name: "G", ...place, sourceServerIds: [serverId(1)] };
const channel = { name: "C", events: ["EXECUTION_ENDED"], target: { kind: "EMAIL", to: ["on-call@example.com"] } };
const profile = { name: "H", gates: [{ id: NOTHING, kind: "SSM_AGENT" }] };
const plan = { name: "P", waves: [{ name: "W", protectionGroupIds: [NOTHING] }] };

type Row = [method: string, path: string, permission: Permission | null, request: Partial<TestRequest>];
const id = { params: { id: NOTHING } };
const wave = { params: { id: NOTHING, number: "1" } };
const action = { params: { id: NOTHING, actionRunId: NOTHING } };
const server = { params: { id: NOTHING, sourceServerId: serverId(1) } };

/** Every route, what it needs, and a request that is well formed. */
const TABLE: Row[] = [
  ["GET", "me", null, {}],
  ["GET", "accounts", "account:read", {}],
  ["POST", "accounts", "account:write", { body: { accountId: "1", name: "A" } }],
  [
    "PUT",
    "accounts/[accountId]/drill-network/[region]",
    "account:write",
    {
      params: place,
      body: { subnetIds: [], securityGroupIds: [], isolationRequired: false },
    },
  ],
  [
    "PUT",
    "accounts/[accountId]/check-cidrs",
    "account:write",
    { params: { accountId: place.accountId }, body: { checkCidrs: ["10.0.0.0/16"] } },
  ],
  ["GET", "health-profiles", "plan:read", {}],
  ["POST", "health-profiles", "plan:write", { body: profile }],
  ["GET", "health-profiles/[id]", "plan:read", id],
  ["PUT", "health-profiles/[id]", "plan:write", { ...id, body: { version: 1, ...profile } }],
  ["DELETE", "health-profiles/[id]", "plan:write", id],
  [
    "POST",
    "drs/drill-landing",
    "inventory:read",
    { body: { sourceServers: [{ ...place, sourceServerId: serverId(1) }] } },
  ],
  [
    "POST",
    "drs/points-in-time",
    "inventory:read",
    { body: { sourceServers: [{ ...place, sourceServerId: serverId(1) }] } },
  ],
  ["GET", "drs/source-servers", "inventory:read", {}],
  ["GET", "drs/source-servers/counts", "inventory:read", {}],
  ["POST", "drs/source-servers/sync", "inventory:sync", {}],
  ["GET", "drs/source-servers/[sourceServerId]", "inventory:read", { params: { sourceServerId: serverId(1) } }],
  ["GET", "protection-groups", "group:read", {}],
  ["POST", "protection-groups", "group:write", { body: group }],
  ["GET", "protection-groups/[id]", "group:read", id],
  [
    "PUT",
    "protection-groups/[id]",
    "group:write",
    { ...id, body: { version: 1, name: "G", sourceServerIds: [serverId(1)] } },
  ],
  ["DELETE", "protection-groups/[id]", "group:write", id],
  ["GET", "recovery-plans", "plan:read", {}],
  ["POST", "recovery-plans", "plan:write", { body: plan }],
  ["GET", "recovery-plans/[id]", "plan:read", id],
  ["PUT", "recovery-plans/[id]", "plan:write", { ...id, body: { version: 1, ...plan } }],
  ["DELETE", "recovery-plans/[id]", "plan:write", id],
  ["GET", "recovery-plans/estimates", "plan:read", { path: `/api/v1/recovery-plans/estimates?planIds=${NOTHING}` }],
  ["GET", "recovery-plans/[id]/estimate", "plan:read", id],
  ["GET", "recovery-plans/[id]/versions", "plan:read", id],
  ["GET", "recovery-plans/[id]/drill-landing", "plan:read", id],
  ["GET", "recovery-plans/[id]/points-in-time", "plan:read", id],
  ["POST", "recovery-plans/[id]/points-in-time", "plan:read", { ...id, body: { pointInTime: "newest-snapshot" } }],
  ["GET", "executions", "execution:read", {}],
  ["POST", "executions", "execution:drill", { body: { planId: NOTHING, type: "DRILL" } }],
  ["POST", "executions", "execution:recover", { body: { planId: NOTHING, type: "RECOVERY" } }],
  ["GET", "executions/[id]", "execution:read", id],
  ["GET", "executions/[id]/forecast", "execution:read", id],
  ["GET", "executions/[id]/outcome", "execution:read", id],
  ["GET", "executions/[id]/events", "execution:read", id],
  ["GET", "executions/[id]/job-log", "execution:read", id],
  ["POST", "executions/[id]/cleanup", "execution:control", { ...id, body: {} }],
  ["POST", "executions/[id]/cleanup/drop", "execution:control", { ...id, body: {} }],
  ["POST", "executions/[id]/revive", "execution:control", { ...id, body: {} }],
  ["POST", "executions/[id]/pause", "execution:control", { ...id, body: {} }],
  ["POST", "executions/[id]/resume", "execution:control", { ...id, body: {} }],
  ["POST", "executions/[id]/cancel", "execution:control", { ...id, body: {} }],
  ["POST", "executions/[id]/waves/[number]/decision", "execution:control", { ...wave, body: { action: "retry" } }],
  ["PATCH", "executions/[id]/waves/[number]", "execution:control", { ...wave, body: { name: "W" } }],
  ["POST", "executions/[id]/servers/[sourceServerId]/retry", "execution:control", { ...server, body: {} }],
  ["POST", "executions/[id]/servers/[sourceServerId]/skip", "execution:control", { ...server, body: {} }],
  ["POST", "executions/[id]/actions/[actionRunId]/take", "execution:control", { ...action, body: {} }],
  [
    "POST",
    "executions/[id]/actions/[actionRunId]/complete",
    "execution:control",
    { ...action, body: { outcome: "DONE" } },
  ],
  ["GET", "executions/[id]/deliveries", "execution:read", id],
  ["GET", "channels", "account:read", {}],
  ["POST", "channels", "channel:manage", { body: channel }],
  ["GET", "channels/[id]", "account:read", id],
  ["PUT", "channels/[id]", "channel:manage", { ...id, body: { version: 1, ...channel } }],
  ["DELETE", "channels/[id]", "channel:manage", id],
  ["POST", "channels/[id]/test", "channel:manage", id],
  ["GET", "channels/[id]/deliveries", "account:read", id],
  ["GET", "drs/quotas", "inventory:read", {}],
];

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const FOLDER = join(import.meta.dirname, "v1");
const files = globSync("**/route.ts", { cwd: FOLDER })
  .map((file) => dirname(file))
  .sort();

type Routes = Record<(typeof METHODS)[number], RouteHandler>;

async function routesOf(path: string): Promise<Routes> {
  return (await import(join(FOLDER, path, "route.ts"))) as Routes;
}

async function call(row: Row, headers: Pick<TestRequest, "token" | "headers">): Promise<Response> {
  const [method, path, , request] = row;
  const routes = await routesOf(path);
  return send(routes[method as keyof Routes], { path: `/api/v1/${path}`, method, ...request, ...headers });
}

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

test("the table has every route", async () => {
  expect([...new Set(TABLE.map(([, path]) => path))].sort()).toEqual(files);
  for (const path of files) {
    const routes = await routesOf(path);
    for (const method of METHODS) {
      const answer = await send(routes[method], { path: `/api/v1/${path}`, method });
      const isThere = TABLE.some((row) => row[0] === method && row[1] === path);
      expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} ${isThere ? 401 : 405}`);
    }
  }
});

describe.each(TABLE)("%s %s needs %s", (...row: Row) => {
  const [, , permission] = row;

  test.each(Role.options)("of a %s", async (role) => {
    const may = permission === null || ROLE_PERMISSIONS[role].includes(permission);
    const answer = await call(row, { token: api.tokens[role] });
    expect(answer.status).toBeLessThan(500);
    expect(answer.status === 403).toBe(!may);
    expect(answer.status).not.toBe(401);
    if (!may) expect(await answer.json()).toMatchObject({ code: "FORBIDDEN", detail: containing(permission) });
  });

  test("and of nobody who is not known", async () => {
    expect((await call(row, {})).status).toBe(401);
    expect((await call(row, { token: "drso_wrong" })).status).toBe(401);
    expect((await call(row, { headers: { cookie: "next-auth.session-token=a.b.c.d.e" } })).status).toBe(401);
  });
});
