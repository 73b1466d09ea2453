"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";

import { useDebounced } from "#components/ui/use-debounced.ts";
import { sourceServerCountsQuery, sourceServerKeys, sourceServersQuery } from "#lib/query/source-servers.ts";

import { type ServerListState, toFilter, toPlace } from "./server-filter.ts";
import { orderServers, type SortBy } from "./server-order.ts";

/** The rows as far as they are read, in order. Another order than by name needs all of them, so all are read. */
export function useServerList(state: ServerListState, sortBy: SortBy) {
  const search = useDebounced(state.search);
  const list = useInfiniteQuery({ ...sourceServersQuery(toFilter(state, search)), placeholderData: keepPreviousData });
  const counts = useQuery(sourceServerCountsQuery(toPlace(state)));
  useRereadOnNewInventory(counts.data?.inventoryAt ?? null);

  const { hasNextPage, isFetching, fetchNextPage, data } = list;
  useEffect(() => {
    if (sortBy !== "name" && hasNextPage && !isFetching) void fetchNextPage();
  }, [sortBy, hasNextPage, isFetching, fetchNextPage]);
  const servers = useMemo(() => orderServers(data?.pages.flatMap((page) => page.items) ?? [], sortBy), [data, sortBy]);
  return { servers, list, counts: counts.data };
}

function useRereadOnNewInventory(inventoryAt: string | null): void {
  const client = useQueryClient();
  const read = useRef(inventoryAt);
  useEffect(() => {
    const isNew = read.current !== null && read.current !== inventoryAt;
    read.current = inventoryAt;
    if (isNew) void client.invalidateQueries({ queryKey: sourceServerKeys.lists });
  }, [client, inventoryAt]);
}
