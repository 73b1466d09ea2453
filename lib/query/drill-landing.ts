import { queryOptions } from "@tanstack/react-query";

import { type DrillLandingInput, DrillLandingView } from "#lib/domain/drill-landing.ts";
import { serverKey } from "#lib/domain/regions.ts";

import { fetchJson } from "./fetch-json.ts";

const POLL_MS = 5_000;

type Read = (options: { signal: AbortSignal }) => Promise<DrillLandingView>;

/** Where a drill would land; asked for again while the worker has not read every server yet. */
function drillLandingQuery(of: readonly string[], read: Read) {
  return queryOptions({
    queryKey: ["drill-landing", ...of],
    queryFn: ({ signal }) => read({ signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.oldestReadAt === null ? POLL_MS : false),
  });
}

export type DrillLandingQuery = ReturnType<typeof drillLandingQuery>;

/** Of a drill of the plan. */
export function planDrillLandingQuery(planId: string): DrillLandingQuery {
  return drillLandingQuery([planId], (options) =>
    fetchJson(DrillLandingView, `/api/v1/recovery-plans/${planId}/drill-landing`, options),
  );
}

/** Of a drill of chosen servers. */
export function selectionDrillLandingQuery(sourceServers: DrillLandingInput["sourceServers"]): DrillLandingQuery {
  return drillLandingQuery(sourceServers.map(serverKey), (options) =>
    fetchJson(DrillLandingView, "/api/v1/drs/drill-landing", { ...options, method: "POST", body: { sourceServers } }),
  );
}
