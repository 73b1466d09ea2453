import { queryOptions } from "@tanstack/react-query";

import { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";

import { fetchJson } from "./fetch-json.ts";

export const outcomeKeys = { detail: (executionId: string) => ["outcome", executionId] as const };

/** Of an execution that has ended. It never changes. */
export function outcomeQuery(executionId: string) {
  return queryOptions({
    queryKey: outcomeKeys.detail(executionId),
    queryFn: ({ signal }) => fetchJson(OutcomeView, outcomeUrl(executionId), { signal }),
    staleTime: Infinity,
  });
}

export function outcomeUrl(executionId: string, format?: "csv"): string {
  return `/api/v1/executions/${executionId}/outcome${format === undefined ? "" : `?format=${format}`}`;
}
