import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import { pageOf } from "#lib/domain/paging.ts";
import { SourceServerCounts, SourceServerView } from "#lib/domain/source-server.ts";

import { fetchJson, queryString } from "./fetch-json.ts";

const PATH = "/api/v1/drs/source-servers";
export const PAGE_SIZE = 200;
const COUNTS_POLL_MS = 10_000;

export type Place = { accountId?: string | undefined; region?: string | undefined };
export type SourceServerFilter = Place & {
  search?: string | undefined;
  assigned?: boolean | undefined;
  recoverable?: boolean | undefined;
};

export const sourceServerKeys = {
  all: ["source-servers"] as const,
  lists: ["source-servers", "list"] as const,
  list: (filter: SourceServerFilter) => ["source-servers", "list", filter] as const,
  counts: (place: Place) => ["source-servers", "counts", place] as const,
  detail: (sourceServerId: string) => ["source-servers", "detail", sourceServerId] as const,
};

/** Servers by hostname, page after page. */
export function sourceServersQuery(filter: SourceServerFilter) {
  return infiniteQueryOptions({
    queryKey: sourceServerKeys.list(filter),
    queryFn: ({ signal, pageParam }) => {
      const query = queryString({ ...filter, limit: PAGE_SIZE, cursor: pageParam });
      return fetchJson(pageOf(SourceServerView), `${PATH}${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function sourceServerCountsQuery(place: Place = {}) {
  return queryOptions({
    queryKey: sourceServerKeys.counts(place),
    queryFn: ({ signal }) => fetchJson(SourceServerCounts, `${PATH}/counts${queryString(place)}`, { signal }),
    refetchInterval: COUNTS_POLL_MS,
  });
}

export function sourceServerQuery(sourceServerId: string) {
  return queryOptions({
    queryKey: sourceServerKeys.detail(sourceServerId),
    queryFn: ({ signal }) => fetchJson(SourceServerView, `${PATH}/${sourceServerId}`, { signal }),
  });
}

/** Asks the worker to read the inventory from AWS again, in every account. */
export function useSyncInventory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson(z.object({ requestedAt: z.string() }), `${PATH}/sync`, { method: "POST" }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["source-servers", "counts"] }),
  });
}
