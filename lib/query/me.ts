import { queryOptions, useQuery } from "@tanstack/react-query";

import { MeView } from "#lib/domain/me.ts";
import { type Permission, Role, ROLE_PERMISSIONS } from "#lib/domain/permissions.ts";

import { fetchJson } from "./fetch-json.ts";

const SELDOM_MS = 60_000;

export const meKeys = { all: ["me"] as const };

export function meQuery() {
  return queryOptions({
    queryKey: meKeys.all,
    queryFn: ({ signal }) => fetchJson(MeView, "/api/v1/me", { signal }),
    staleTime: SELDOM_MS,
  });
}

function rolesFor(permission: Permission): string {
  const names = Role.options.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
  return names.length < 2 ? (names[0] ?? "admin") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}

/** Why the reader may not do this, for a button's `disabledReason`; undefined when they may, or until it is known. */
export function useDenied(permission: Permission): string | undefined {
  const { data } = useQuery(meQuery());
  if (data === undefined || data.permissions.includes(permission)) return undefined;
  return `This needs the role ${rolesFor(permission)}. Yours: ${data.roles.join(", ")}.`;
}
