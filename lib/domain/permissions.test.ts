import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Permission, permissionsOf, Role, rolesFromGroups, SYSTEM_ACTOR } from "./permissions.ts";

const READS: Permission[] = ["inventory:read", "group:read", "plan:read", "execution:read", "account:read"];

test.each<[Role, Permission[]]>([
  ["viewer", []],
  ["planner", ["inventory:sync", "group:write", "plan:write"]],
  ["operator", ["inventory:sync", "execution:drill", "execution:control"]],
  ["commander", ["inventory:sync", "execution:drill", "execution:recover", "execution:control"]],
  ["approver", ["audit:read"]],
])("a %s reads, and may do no more than %j", (role, more) => {
  expect([...permissionsOf([role])].sort()).toEqual([...READS, ...more].sort());
});

test("an admin may do everything, and so may the product itself", () => {
  expect([...permissionsOf(["admin"])].sort()).toEqual([...Permission.options].sort());
  expect([...SYSTEM_ACTOR.permissions].sort()).toEqual([...Permission.options].sort());
});

test.each(Role.options)("only a commander and an admin may recover: %s", (role) => {
  expect(permissionsOf([role]).has("execution:recover")).toBe(role === "commander" || role === "admin");
});

test("nobody without a role may do anything", () => {
  expect(permissionsOf([])).toEqual(new Set());
  expect(permissionsOf([], Permission.options)).toEqual(new Set());
});

const roles = fc.subarray([...Role.options]);
const scope = fc.subarray([...Permission.options]);

test("roles add up", () => {
  fc.assert(
    fc.property(roles, roles, (a, b) => {
      expect(permissionsOf([...a, ...b])).toEqual(new Set([...permissionsOf(a), ...permissionsOf(b)]));
    }),
  );
});

test("a scope only ever narrows what the roles allow", () => {
  fc.assert(
    fc.property(roles, scope, (held, allowed) => {
      expect(permissionsOf(held, allowed)).toEqual(
        new Set(allowed.filter((permission) => permissionsOf(held).has(permission))),
      );
    }),
  );
});

test("an empty scope allows nothing, unlike none at all", () => {
  expect(permissionsOf(["admin"], [])).toEqual(new Set());
});

describe("roles from an identity provider's groups", () => {
  test.each<[string[], Role[]]>([
    [["drs-operator"], ["operator"]],
    [["operator"], ["operator"]],
    [
      ["DRS-Commander", " Viewer "],
      ["commander", "viewer"],
    ],
    [["drs-admin", "ADMIN", "drs-admin"], ["admin"]],
    [["staff", "drs-", "drs", ""], []],
    [["drs-drs-admin", "xdrs-admin", "admin-drs", "administrators", "drs_admin"], []],
    [["__proto__", "constructor", "toString"], []],
    [[], []],
  ])("%j are %j", (groups, expected) => {
    expect(rolesFromGroups(groups)).toEqual(expected);
  });

  test("are never a role that no group names", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (groups) => {
        const named = groups.map((group) => group.trim().toLowerCase());
        for (const role of rolesFromGroups(groups))
          expect([role, `drs-${role}`].some((n) => named.includes(n))).toBe(true);
      }),
    );
  });
});
