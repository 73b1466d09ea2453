import { queryOptions } from "@tanstack/react-query";

import { DrillLandingView } from "#lib/domain/drill-landing.ts";

import { fetchJson } from "./fetch-json.ts";

const POLL_MS = 5_000;

/** Where a drill of the plan would land; asked for again while the worker has not read every server yet. */
export function planDrillLandingQuery(planId: string) {
  return queryOptions({
    queryKey: ["drill-landing", planId],
    queryFn: ({ signal }) => fetchJson(DrillLandingView, `/api/v1/recovery-plans/${planId}/drill-landing`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.oldestReadAt === null ? POLL_MS : false),
  });
}
