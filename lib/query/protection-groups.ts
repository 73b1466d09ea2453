import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import { pageOf } from "#lib/domain/paging.ts";
import {
  type CreateProtectionGroupInput,
  ProtectionGroupSummary,
  ProtectionGroupView,
  type UpdateProtectionGroupInput,
} from "#lib/domain/protection-group.ts";

import { fetchJson, queryString } from "./fetch-json.ts";
import { sourceServerKeys } from "./source-servers.ts";

const PATH = "/api/v1/protection-groups";
export const PAGE_SIZE = 200;

export type ProtectionGroupFilter = {
  search?: string | undefined;
  accountId?: string | undefined;
  region?: string | undefined;
};

export const protectionGroupKeys = {
  lists: ["protection-groups", "list"] as const,
  list: (filter: ProtectionGroupFilter) => ["protection-groups", "list", filter] as const,
  every: ["protection-groups", "every"] as const,
  detail: (id: string) => ["protection-groups", "detail", id] as const,
};

function fetchGroups(filter: ProtectionGroupFilter, cursor: string | null, signal: AbortSignal) {
  const query = queryString({ ...filter, limit: PAGE_SIZE, cursor });
  return fetchJson(pageOf(ProtectionGroupSummary), `${PATH}${query}`, { signal });
}

/** Groups by name, page after page. */
export function protectionGroupsQuery(filter: ProtectionGroupFilter = {}) {
  return infiniteQueryOptions({
    queryKey: protectionGroupKeys.list(filter),
    queryFn: ({ signal, pageParam }) => fetchGroups(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Every group, for pickers. */
export function allProtectionGroupsQuery() {
  return queryOptions({
    queryKey: protectionGroupKeys.every,
    queryFn: async ({ signal }) => {
      const groups: ProtectionGroupSummary[] = [];
      let cursor: string | null = null;
      do {
        const page = await fetchGroups({}, cursor, signal);
        groups.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return groups;
    },
  });
}

export function protectionGroupQuery(id: string) {
  return queryOptions({
    queryKey: protectionGroupKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(ProtectionGroupView, `${PATH}/${id}`, { signal }),
  });
}

/** A saved or deleted group also changes which servers are taken. */
function useForgetLists() {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [protectionGroupKeys.lists, protectionGroupKeys.every, sourceServerKeys.all]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}

export function useCreateProtectionGroup() {
  const forgetLists = useForgetLists();
  return useMutation({
    mutationFn: (body: CreateProtectionGroupInput) => fetchJson(ProtectionGroupView, PATH, { method: "POST", body }),
    onSuccess: forgetLists,
  });
}

export function useUpdateProtectionGroup(id: string) {
  const client = useQueryClient();
  const forgetLists = useForgetLists();
  return useMutation({
    mutationFn: (body: UpdateProtectionGroupInput) =>
      fetchJson(ProtectionGroupView, `${PATH}/${id}`, { method: "PUT", body }),
    onSuccess: (group) => {
      client.setQueryData(protectionGroupKeys.detail(id), group);
      forgetLists();
    },
  });
}

export function useDeleteProtectionGroup() {
  const forgetLists = useForgetLists();
  return useMutation({
    mutationFn: (id: string) => fetchJson(z.undefined(), `${PATH}/${id}`, { method: "DELETE" }),
    onSuccess: forgetLists,
  });
}
