"use client";

import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";

import { isTerminal } from "#lib/domain/execution-status.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import { executionQuery, executionsQuery } from "#lib/query/executions.ts";

import { heldServers, type Holding } from "./held-servers.ts";

/** More running executions than this are not looked into; the start itself looks at all of them. */
const MOST_READ = 8;
const FRESH_MS = 10_000;

export type Holdings = { holdings: readonly Holding[]; isComplete: boolean };

/** Who has these servers now. `isComplete`: every running execution was looked into. */
export function useHoldings(servers: readonly SourceServerView[]): Holdings {
  const active = useInfiniteQuery(executionsQuery({ active: true }));
  const executions = active.data?.pages.flatMap((page) => page.items) ?? [];
  const { running, isRead } = useQueries({
    queries: executions.slice(0, MOST_READ).map((execution) => ({
      ...executionQuery(execution.id),
      refetchInterval: FRESH_MS,
      refetchIntervalInBackground: false,
      staleTime: FRESH_MS,
    })),
    combine: (queries) => ({
      running: queries.flatMap((query) => query.data ?? []).filter((read) => !isTerminal(read.status)),
      isRead: queries.every((query) => query.data !== undefined),
    }),
  });
  const holdings = useMemo(() => heldServers(servers, running), [servers, running]);
  return { holdings, isComplete: active.data !== undefined && isRead && executions.length <= MOST_READ };
}
