import { z } from "zod";

export const Role = z.enum(["viewer", "planner", "operator", "commander", "approver", "admin"]);
export type Role = z.infer<typeof Role>;

export const Permission = z.enum([
  "inventory:read",
  "inventory:sync",
  "group:read",
  "group:write",
  "plan:read",
  "plan:write",
  "execution:read",
  "execution:drill",
  "execution:recover",
  "execution:control",
  "account:read",
  "account:write",
  "channel:manage",
  "audit:read",
]);
export type Permission = z.infer<typeof Permission>;

const READ = ["inventory:read", "group:read", "plan:read", "execution:read", "account:read"] as const;
const DRILL = ["inventory:sync", "execution:drill", "execution:control"] as const;

/** What each role may do. An admin may do everything but nothing is implied between the other roles. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: READ,
  planner: [...READ, "inventory:sync", "group:write", "plan:write"],
  operator: [...READ, ...DRILL],
  commander: [...READ, ...DRILL, "execution:recover"],
  approver: [...READ, "audit:read"],
  admin: Permission.options,
};

/** Who acts: a person in the console, a token of theirs, or the product itself. */
export type Actor = {
  kind: "user" | "token" | "system";
  id: string;
  name: string;
  permissions: ReadonlySet<Permission>;
};

/** Permissions of a set of roles, narrowed to a token's scope where one is given. */
export function permissionsOf(roles: readonly Role[], scope?: readonly Permission[]): Set<Permission> {
  const granted = new Set(roles.flatMap((role) => [...ROLE_PERMISSIONS[role]]));
  return scope === undefined ? granted : new Set(scope.filter((permission) => granted.has(permission)));
}

/** Roles named by an identity provider's groups: `drs-operator` or `operator`, case ignored, unknown groups dropped. */
export function rolesFromGroups(groups: readonly string[]): Role[] {
  const roles = groups.flatMap((group) => {
    const parsed = Role.safeParse(group.trim().toLowerCase().replace(/^drs-/, ""));
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Set(roles)];
}

export const SYSTEM_ACTOR: Actor = {
  kind: "system",
  id: "system",
  name: "DRS Orchestrator",
  permissions: new Set(Permission.options),
};
