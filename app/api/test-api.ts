import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";

import { Permission, type Role } from "#lib/domain/permissions.ts";
import type { RouteHandler } from "#lib/http/guarded.ts";
import { createApiToken } from "#lib/services/api-tokens/create.ts";
import { type TestWorld, testWorld } from "#lib/services/test-world.ts";
import { recordSignIn } from "#lib/services/users/record-sign-in.ts";

export const ORIGIN = "http://127.0.0.1:3000";
const SECRET = "a secret for the tests only";

export type TestApi = TestWorld & {
  /** A token of somebody with this role, good for all that the role may do. */
  tokens: Record<Role, string>;
  /** The cookie of a session of somebody with this role. */
  cookie: (role: Role) => Promise<string>;
};

/** The environment of a web process on a database of its own. AWS and the identity provider do not answer. */
export async function testApi(): Promise<TestApi> {
  const world = await testWorld();
  Object.assign(process.env, {
    DATABASE_URL: world.url,
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_SIMULATED: "true",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    STATE_MACHINE_ARN: "arn:aws:states:eu-central-1:111122223333:stateMachine:drs-orchestrator",
    CLEANUP_STATE_MACHINE_ARN: "arn:aws:states:eu-central-1:111122223333:stateMachine:drs-orchestrator-cleanup",
    LOG_LEVEL: "silent",
    NEXTAUTH_URL: ORIGIN,
    NEXTAUTH_SECRET: SECRET,
    SECRETS_KEY: "a key for the tests only, 32 characters",
    OIDC_ISSUER: "http://127.0.0.1:1",
    OIDC_CLIENT_ID: "console",
    OIDC_CLIENT_SECRET: "secret",
  });
  const people = new Map<Role, string>();
  const tokens: [Role, string][] = [];
  for (const role of ["viewer", "planner", "operator", "commander", "approver", "admin"] as const) {
    const { id } = await recordSignIn(world.system, { subject: role, email: null, name: role, roles: [role] });
    people.set(role, id);
    const expiresAt = new Date(Date.now() + 3_600_000);
    const { token } = await createApiToken(world.system, {
      ownerId: id,
      name: role,
      scope: Permission.options,
      expiresAt,
    });
    tokens.push([role, token]);
  }
  async function cookie(role: Role): Promise<string> {
    const authAt = Math.floor(Date.now() / 1000);
    return `next-auth.session-token=${await encode({ token: { userId: people.get(role), authAt }, secret: SECRET })}`;
  }
  return { ...world, tokens: Object.fromEntries(tokens) as Record<Role, string>, cookie };
}

export type TestRequest = {
  path: string;
  method?: string;
  params?: Record<string, string>;
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  rawBody?: string;
};

/** Calls a handler as Next does. */
export async function send(handler: RouteHandler, request: TestRequest): Promise<Response> {
  const { path, method = "GET", params, token, headers = {}, body, rawBody } = request;
  const text = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  return handler(
    new NextRequest(new URL(path, ORIGIN), {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(text !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    }),
    { params: Promise.resolve(params) },
  );
}
