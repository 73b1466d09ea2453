import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { AccountView, type SetCheckCidrsInput } from "#lib/domain/account.ts";
import type { SetDrillNetworkInput } from "#lib/domain/drill-landing.ts";
import { pageOf } from "#lib/domain/paging.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import { fetchJson } from "./fetch-json.ts";

const URL = "/api/v1/accounts";
const POLL_MS = 15_000;

export const accountKeys = { all: ["accounts"] as const };

/** All accounts; a deployment has tens of them, not thousands. */
export function accountsQuery() {
  return queryOptions({
    queryKey: accountKeys.all,
    queryFn: ({ signal }) => fetchJson(pageOf(AccountView), `${URL}?limit=200`, { signal }),
    refetchInterval: POLL_MS,
  });
}

export function useSetDrillNetwork({ accountId, region }: AccountRegion) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SetDrillNetworkInput) =>
      fetchJson(AccountView, `${URL}/${accountId}/drill-network/${region}`, { method: "PUT", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.all }),
  });
}

export function useSetCheckCidrs(accountId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SetCheckCidrsInput) =>
      fetchJson(AccountView, `${URL}/${accountId}/check-cidrs`, { method: "PUT", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.all }),
  });
}
