import { queryOptions } from "@tanstack/react-query";

import { AccountView } from "#lib/domain/account.ts";
import { pageOf } from "#lib/domain/paging.ts";

import { fetchJson } from "./fetch-json.ts";

const POLL_MS = 15_000;

export const accountKeys = { all: ["accounts"] as const };

/** All accounts; a deployment has tens of them, not thousands. */
export function accountsQuery() {
  return queryOptions({
    queryKey: accountKeys.all,
    queryFn: ({ signal }) => fetchJson(pageOf(AccountView), "/api/v1/accounts?limit=200", { signal }),
    refetchInterval: POLL_MS,
  });
}
