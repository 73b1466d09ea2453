import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

import { getServerSession } from "next-auth";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";

import { authOptions, type AuthSettings } from "./options.ts";
import { readSession, SESSION_SECONDS } from "./session.ts";

const SECRET = "a secret for the tests only";
const USER_ID = "7c4d2b9e-4a5c-4a58-9d5e-0d1f3a2b4c5d";
const COOKIE = "next-auth.session-token";
const now = new Date();
const authAt = Math.floor(now.getTime() / 1000);

function settings(change: Partial<AuthSettings> = {}): AuthSettings {
  return {
    issuer: "https://id.example.com",
    clientId: "console",
    clientSecret: "secret",
    secret: SECRET,
    now: () => now,
    recordSignIn: () => Promise.resolve({ id: USER_ID }),
    report: () => undefined,
    ...change,
  };
}

/** What next-auth's session endpoint does: every reading issues the cookie anew. */
async function readAtSessionEndpoint(claims: Record<string, unknown>) {
  const value = await encode({ token: claims, secret: SECRET });
  const request = Object.assign(new IncomingMessage(new Socket()), { cookies: { [COOKIE]: value } });
  const response = new ServerResponse(request);
  const session: unknown = await getServerSession(request, response, authOptions(settings()));
  const cookies = [response.getHeader("set-cookie") ?? ""].flat().map(String);
  const issued = cookies.flatMap((cookie) => /^next-auth\.session-token=([^;]*)/.exec(cookie)?.[1] ?? []);
  return { session, cookie: issued.join() };
}

test("reading the session keeps it, and tells scripts nothing but when it ends", async () => {
  const { session, cookie } = await readAtSessionEndpoint({ userId: USER_ID, authAt, idToken: "sealed" });
  expect(Object.keys(session ?? {})).toEqual(["expires"]);
  const kept = await readSession([{ name: COOKIE, value: cookie }], {
    secret: SECRET,
    isHttps: false,
    now,
  });
  expect(kept).toEqual({ userId: USER_ID, authAt, idToken: "sealed" });
});

test.each([
  ["older than 12 hours", { userId: USER_ID, authAt: authAt - SESSION_SECONDS }],
  ["not ours", { sub: "somebody" }],
])("a session that is %s ends when it is read", async (_name, claims) => {
  const { session, cookie } = await readAtSessionEndpoint(claims);
  expect(session).toBeNull();
  expect(cookie).toBe("");
});

test("a sign-in keeps who it is, when, and what signing out needs", async () => {
  const signedIn: unknown[] = [];
  const recordSignIn = (identity: unknown) => {
    signedIn.push(identity);
    return Promise.resolve({ id: USER_ID });
  };
  const { callbacks } = authOptions(settings({ recordSignIn }));
  const profile = { sub: "idp-1", name: "Ada", groups: ["admin"] };
  const account = {
    provider: "oidc",
    type: "oauth" as const,
    providerAccountId: "idp-1",
    id_token: "sealed",
    access_token: "never kept",
  };
  const user = { id: "idp-1" };
  expect(await callbacks?.signIn?.({ user, account, profile })).toBe(true);
  expect(await callbacks?.jwt?.({ token: { name: "Ada" }, user, account, profile })).toEqual({
    userId: USER_ID,
    authAt,
    idToken: "sealed",
  });
  expect(signedIn).toEqual([{ subject: "idp-1", email: null, name: "Ada", roles: ["admin"] }]);
});

test("who has no role of ours is not let in", async () => {
  const { callbacks } = authOptions(settings());
  const profile = { sub: "idp-2", groups: ["staff"] };
  expect(await callbacks?.signIn?.({ user: { id: "idp-2" }, account: null, profile })).toBe(false);
});

test("the first token lives no longer than the session", () => {
  const { jwt, session } = authOptions(settings());
  expect([jwt?.maxAge, session?.maxAge]).toEqual([SESSION_SECONDS, SESSION_SECONDS]);
});
