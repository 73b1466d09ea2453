"use client";

import { useQueries } from "@tanstack/react-query";

import type { SourceServerView } from "#lib/domain/source-server.ts";
import { protectionGroupQuery } from "#lib/query/protection-groups.ts";

export type GroupServers = {
  servers: readonly SourceServerView[];
  /** Every group has been read. */
  isComplete: boolean;
  error: Error | null;
  retry: () => void;
};

/** The servers of some protection groups as the inventory knows them, read only while somebody looks. */
export function useGroupServers(groupIds: readonly string[], isEnabled = true): GroupServers {
  return useQueries({
    queries: groupIds.map((id) => ({ ...protectionGroupQuery(id), enabled: isEnabled })),
    combine: (groups) => ({
      servers: groups.flatMap((group) => group.data?.servers ?? []),
      isComplete: groups.every((group) => group.data !== undefined),
      error: groups.find((group) => group.error !== null)?.error ?? null,
      retry: () => groups.filter((group) => group.error !== null).forEach((group) => void group.refetch()),
    }),
  });
}
