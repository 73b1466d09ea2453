import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";

import { isSessionCookie, readSession, SESSION_SECONDS } from "./session.ts";

const SECRET = "a secret for the tests only";
const USER_ID = "7c4d2b9e-4a5c-4a58-9d5e-0d1f3a2b4c5d";
const NOW = new Date();
const AUTH_AT = Math.floor(NOW.getTime() / 1000);
const HTTP = { secret: SECRET, isHttps: false, now: NOW };
const NAME = "next-auth.session-token";

function sealed(claims: Record<string, unknown> = {}, secret = SECRET): Promise<string> {
  return encode({ token: { userId: USER_ID, authAt: AUTH_AT, ...claims }, secret, maxAge: 2 * SESSION_SECONDS });
}

test("a session is read from one cookie or from its pieces in any order", async () => {
  const value = await sealed({ idToken: "x".repeat(50) });
  const expected = { userId: USER_ID, authAt: AUTH_AT, idToken: "x".repeat(50) };
  expect(await readSession([{ name: NAME, value }], HTTP)).toEqual(expected);
  const pieces = Array.from({ length: 12 }, (_, index) => ({
    name: `${NAME}.${index}`,
    value: value.slice((index * value.length) / 12, ((index + 1) * value.length) / 12),
  }));
  expect(await readSession(pieces.reverse(), HTTP)).toEqual(expected);
});

describe("there is no session", () => {
  test.each<[string, () => Promise<string>]>([
    ["without a value", () => Promise.resolve("")],
    ["in nonsense", () => Promise.resolve("a.b.c.d.e")],
    ["under another secret", () => sealed({}, "another secret altogether")],
    ["after tampering", async () => (await sealed()).replace(/[^.]+\.[^.]+$/, (end) => end.replaceAll(/[A-M]/g, "N"))],
    ["for nobody", () => sealed({ userId: "nobody" })],
    ["12 hours after the sign-in, however often it was renewed", () => sealed({ authAt: AUTH_AT - SESSION_SECONDS })],
  ])("%s", async (_name, value) => {
    expect(await readSession([{ name: NAME, value: await value() }], HTTP)).toBeNull();
  });

  test("on https under the name that http uses", async () => {
    const value = await sealed();
    expect(await readSession([{ name: NAME, value }], { ...HTTP, isHttps: true })).toBeNull();
    expect(await readSession([{ name: `__Secure-${NAME}`, value }], { ...HTTP, isHttps: true })).not.toBeNull();
  });
});

test("every cookie that may hold a session is known, and no other", () => {
  const names = [NAME, `${NAME}.0`, `__Secure-${NAME}.11`, "next-auth.csrf-token", `x${NAME}`, `${NAME}.x`];
  expect(names.map(isSessionCookie)).toEqual([true, true, true, false, false, false]);
});
