import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import { pageOf } from "#lib/domain/paging.ts";
import type { CreateRecoveryPlanInput, UpdateRecoveryPlanInput } from "#lib/domain/recovery-plan.ts";
import { PlanVersionView, RecoveryPlanSummary, RecoveryPlanView } from "#lib/domain/recovery-plan-view.ts";

import { fetchJson } from "./fetch-json.ts";

const URL = "/api/v1/recovery-plans";
export const PAGE_SIZE = 200;
const POLL_WHILE_RUNNING_MS = 5_000;

const SummaryPage = pageOf(RecoveryPlanSummary);
const VersionPage = pageOf(PlanVersionView);

export const recoveryPlanKeys = {
  all: ["recovery-plans"] as const,
  list: (search: string) => ["recovery-plans", "list", search] as const,
  detail: (id: string) => ["recovery-plans", "detail", id] as const,
  versions: (id: string) => ["recovery-plans", "versions", id] as const,
};

export function recoveryPlansQuery(search = "") {
  return infiniteQueryOptions({
    queryKey: recoveryPlanKeys.list(search),
    queryFn: ({ signal, pageParam }) => fetchJson(SummaryPage, listUrl(search, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((plan) => plan.activeExecution !== null)) === true
        ? POLL_WHILE_RUNNING_MS
        : false,
  });
}

function listUrl(search: string, cursor: string | null): string {
  const params = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (search !== "") params.set("search", search);
  if (cursor !== null) params.set("cursor", cursor);
  return `${URL}?${params.toString()}`;
}

export function recoveryPlanQuery(id: string) {
  return queryOptions({
    queryKey: recoveryPlanKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(RecoveryPlanView, `${URL}/${id}`, { signal }),
  });
}

export function planVersionsQuery(id: string) {
  return queryOptions({
    queryKey: recoveryPlanKeys.versions(id),
    queryFn: ({ signal }) => fetchJson(VersionPage, `${URL}/${id}/versions?limit=${PAGE_SIZE}`, { signal }),
  });
}

export function useCreateRecoveryPlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateRecoveryPlanInput) => fetchJson(RecoveryPlanView, URL, { method: "POST", body }),
    onSuccess: async (plan) => {
      client.setQueryData(recoveryPlanKeys.detail(plan.id), plan);
      await client.invalidateQueries({ queryKey: ["recovery-plans", "list"] });
    },
  });
}

export function useUpdateRecoveryPlan(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateRecoveryPlanInput) => fetchJson(RecoveryPlanView, `${URL}/${id}`, { method: "PUT", body }),
    onSuccess: async (plan) => {
      client.setQueryData(recoveryPlanKeys.detail(id), plan);
      await Promise.all([
        client.invalidateQueries({ queryKey: recoveryPlanKeys.versions(id) }),
        client.invalidateQueries({ queryKey: ["recovery-plans", "list"] }),
      ]);
    },
  });
}

export function useDeleteRecoveryPlan(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson(z.undefined(), `${URL}/${id}`, { method: "DELETE" }),
    onSuccess: async () => {
      client.removeQueries({ queryKey: recoveryPlanKeys.detail(id) });
      await client.invalidateQueries({ queryKey: ["recovery-plans", "list"] });
    },
  });
}
