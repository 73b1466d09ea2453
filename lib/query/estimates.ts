import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { ForecastView } from "#lib/domain/estimate/forecast-view.ts";
import { PlanEstimate, PlanEstimates } from "#lib/domain/estimate/plan-estimate.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";

import { fetchJson } from "./fetch-json.ts";

/** A forecast moves slowly, and costs the server a simulation. */
const FORECAST_POLL_MS = 5000;
const STALE_MS = 60_000;
/** The most that the API answers at once. */
const MOST_PLANS = 200;

/** When an execution under way will probably end. */
export function forecastQuery(executionId: string, isOver: boolean) {
  return queryOptions({
    queryKey: ["forecast", executionId],
    queryFn: ({ signal }) => fetchJson(ForecastView, `/api/v1/executions/${executionId}/forecast`, { signal }),
    enabled: !isOver,
    retry: false,
    refetchInterval: FORECAST_POLL_MS,
  });
}

/** How long the saved version of a plan would take. */
export function planEstimateQuery(planId: string, saved: { version: number; type: ExecutionType }) {
  return queryOptions({
    queryKey: ["estimate", planId, saved],
    queryFn: ({ signal }) =>
      fetchJson(PlanEstimate, `/api/v1/recovery-plans/${planId}/estimate?type=${saved.type}`, { signal }),
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
}

/** How long recoveries of these plans would take, by their ids. */
export function planEstimatesQuery(planIds: readonly string[]) {
  return queryOptions({
    queryKey: ["estimates", planIds],
    queryFn: async ({ signal }) => {
      const estimates = new Map<string, PlanEstimates["items"][number]>();
      for (let from = 0; from < planIds.length; from += MOST_PLANS) {
        const ids = planIds.slice(from, from + MOST_PLANS).join(",");
        const { items } = await fetchJson(PlanEstimates, `/api/v1/recovery-plans/estimates?planIds=${ids}`, { signal });
        for (const item of items) estimates.set(item.planId, item);
      }
      return estimates;
    },
    enabled: planIds.length > 0,
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
}
