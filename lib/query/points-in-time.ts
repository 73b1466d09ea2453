import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import {
  type PointsInTimeInput,
  PointsInTimeView,
  type SelectionPointsInTimeInput,
} from "#lib/domain/point-in-time/points-in-time.ts";

import { fetchJson } from "./fetch-json.ts";

const READING_MS = 1_500;
/** The answer about thousands of servers is large. */
const MANY = 500;
const READING_MANY_MS = 5_000;
/** What is older than a minute is read again while somebody looks. */
const STANDING_MS = 30_000;

export type PointsOf = { planId: string } | Pick<SelectionPointsInTimeInput, "sourceServers">;

/** The moments to which servers can be taken and what a choice means. The answer before stays until the next is there. */
export function pointsInTimeQuery(of: PointsOf, choice: PointsInTimeInput) {
  const [url, body] =
    "planId" in of
      ? [`/api/v1/recovery-plans/${of.planId}/points-in-time`, choice]
      : ["/api/v1/drs/points-in-time", { ...of, ...choice }];
  return queryOptions({
    queryKey: ["points-in-time", of, choice],
    queryFn: ({ signal }) => fetchJson(PointsInTimeView, url, { method: "POST", body, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 60_000,
    refetchInterval: ({ state }) => pollOf(state.data),
  });
}

function pollOf(view: PointsInTimeView | undefined): number {
  if (view?.isReading !== true) return STANDING_MS;
  return view.counts.servers > MANY ? READING_MANY_MS : READING_MS;
}
