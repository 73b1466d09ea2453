import { expect, test } from "vitest";

import { mergeClaims } from "./claims.ts";
import { toIdentity } from "./identity.ts";

test.each([
  ["groups", { groups: ["drs-operator", "staff"] }, ["operator"]],
  ["app roles of Entra ID", { roles: ["Planner"] }, ["planner"]],
  ["groups of Cognito", { "cognito:groups": ["admin"] }, ["admin"]],
  ["one group as text", { groups: "viewer" }, ["viewer"]],
  ["groups that say nothing to us", { groups: ["staff"] }, []],
  ["groups of another shape", { groups: { a: 1 } }, []],
  ["no groups", {}, []],
])("roles come from %s", (_name, claims, roles) => {
  expect(toIdentity({ sub: "1", ...claims })?.roles).toEqual(roles);
});

test("people are called by the best name there is", () => {
  const claims = { sub: "1", email: "ada@example.com", preferred_username: "ada", name: "Ada Byron" };
  expect(toIdentity(claims)?.name).toBe("Ada Byron");
  expect(toIdentity({ ...claims, name: " " })?.name).toBe("ada");
  expect(toIdentity({ sub: "1", email: "ada@example.com" })?.name).toBe("ada@example.com");
  expect(toIdentity({ sub: "1" })).toMatchObject({ name: "1", email: null });
});

test("without a subject nobody is anybody", () => {
  expect(toIdentity({ name: "Ada", groups: ["admin"] })).toBeNull();
});

function idToken(claims: Record<string, unknown>): string {
  return `header.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;
}

test("ID token and userinfo are put together only when they speak of one person", () => {
  expect(mergeClaims(idToken({ sub: "1", groups: ["admin"] }), { sub: "1", name: "Ada" })).toEqual({
    sub: "1",
    groups: ["admin"],
    name: "Ada",
  });
  expect(() => mergeClaims(idToken({ sub: "1" }), { sub: "2" })).toThrow("different subjects");
  expect(() => mergeClaims(undefined, { sub: "2" })).toThrow();
});
