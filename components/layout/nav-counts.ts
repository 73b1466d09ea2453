"use client";

import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import type { ExecutionSummary } from "#lib/domain/execution.ts";
import type { Page } from "#lib/domain/paging.ts";
import { executionsQuery } from "#lib/query/executions.ts";
import { protectionGroupsQuery } from "#lib/query/protection-groups.ts";
import { recoveryPlansQuery } from "#lib/query/recovery-plans.ts";
import { sourceServerCountsQuery } from "#lib/query/source-servers.ts";

import type { NavCounts } from "./side-nav.tsx";

const ACTIVE_POLL_MS = 3000;

function countOf(data: InfiniteData<Page<unknown>> | undefined): { count: number; hasMore: boolean } | null {
  if (data === undefined) return null;
  return {
    count: data.pages.reduce((sum, page) => sum + page.items.length, 0),
    hasMore: data.pages.some((page, index) => index === data.pages.length - 1 && page.nextCursor !== null),
  };
}

/** Executions that have not ended; looked for every 3 s on every page, since others start them. */
export function useActiveExecutions(): ExecutionSummary[] {
  const { data } = useInfiniteQuery({ ...executionsQuery({ active: true }), refetchInterval: ACTIVE_POLL_MS });
  return data?.pages.flatMap((page) => page.items) ?? [];
}

/** How much there is of everything, as far as it has been read; `hasMore` where a list goes on. */
export function useNavCounts(): NavCounts {
  const { data: servers } = useQuery(sourceServerCountsQuery());
  const { data: plans } = useInfiniteQuery(recoveryPlansQuery());
  const { data: groups } = useInfiniteQuery(protectionGroupsQuery());
  const active = useActiveExecutions();
  return {
    executions: { count: active.length, hasMore: false },
    plans: countOf(plans),
    groups: countOf(groups),
    servers: servers === undefined ? null : { count: servers.total, hasMore: false },
  };
}
