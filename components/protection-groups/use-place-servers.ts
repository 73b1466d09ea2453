"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import type { SourceServerView } from "#lib/domain/source-server.ts";
import { sourceServersQuery } from "#lib/query/source-servers.ts";

type PlaceServers = {
  servers: SourceServerView[];
  /** Some are read, more are coming. */
  isReading: boolean;
  isPending: boolean;
  error: Error | null;
  refetch: () => void;
};

/** Every server of one account and Region, page by page; DRS keeps at most 4,000 there. */
export function usePlaceServers(accountId: string | null, region: string | null): PlaceServers {
  const isKnown = accountId !== null && region !== null;
  const list = useInfiniteQuery({
    ...sourceServersQuery({ accountId: accountId ?? undefined, region: region ?? undefined }),
    enabled: isKnown,
  });
  const { hasNextPage, isFetching, fetchNextPage, data, error } = list;
  useEffect(() => {
    if (hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, error]);
  const servers = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return {
    servers,
    isReading: hasNextPage,
    isPending: isKnown && list.isPending,
    error,
    refetch: () => void list.refetch(),
  };
}
