import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { isTerminal, type ExecutionStatus, type ExecutionType } from "#lib/domain/execution-status.ts";
import { type StartExecutionInput } from "#lib/domain/execution-input.ts";
import {
  ExecutionEventView,
  ExecutionSummary,
  ExecutionView,
  isAtRest,
  JobLogItemView,
} from "#lib/domain/execution.ts";
import { DeliveryView } from "#lib/domain/notifications/delivery.ts";
import { pageOf } from "#lib/domain/paging.ts";

import { fetchJson } from "./fetch-json.ts";
import { recoveryPlanKeys } from "./recovery-plans.ts";

const URL = "/api/v1/executions";
export const PAGE_SIZE = 200;
/** Milliseconds between two looks at a running execution. */
const POLL_MS = 1_000;
const LIST_POLL_MS = 3_000;
const LOG_POLL_MS = 2_000;
/** Most pages of events or log lines read in one go, so that a long history does not hold back what is new. */
const PAGES_AT_ONCE = 10;

const SummaryPage = pageOf(ExecutionSummary);
const EventPage = pageOf(ExecutionEventView);
const JobLogPage = pageOf(JobLogItemView);
const DeliveryPage = pageOf(DeliveryView);
const DELIVERY_POLL_MS = 5_000;

export type ExecutionFilter = {
  type?: ExecutionType | undefined;
  status?: ExecutionStatus | undefined;
  active?: boolean | undefined;
  planId?: string | undefined;
};

export const executionKeys = {
  all: ["executions"] as const,
  lists: ["executions", "list"] as const,
  list: (filter: ExecutionFilter) => ["executions", "list", filter] as const,
  detail: (id: string) => ["executions", "detail", id] as const,
  events: (id: string) => ["executions", "events", id] as const,
  deliveries: (id: string) => ["executions", "deliveries", id] as const,
  jobLog: (id: string, filter: JobLogFilter) => ["executions", "job-log", id, filter] as const,
};

export function executionsQuery(filter: ExecutionFilter = {}) {
  return infiniteQueryOptions({
    queryKey: executionKeys.list(filter),
    queryFn: ({ signal, pageParam }) => fetchJson(SummaryPage, listUrl(filter, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((execution) => !isTerminal(execution.status))) === true
        ? LIST_POLL_MS
        : false,
  });
}

function listUrl(filter: ExecutionFilter, cursor: string | null): string {
  const params = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (filter.type !== undefined) params.set("type", filter.type);
  if (filter.status !== undefined) params.set("status", filter.status);
  if (filter.active !== undefined) params.set("active", String(filter.active));
  if (filter.planId !== undefined) params.set("planId", filter.planId);
  if (cursor !== null) params.set("cursor", cursor);
  return `${URL}?${params.toString()}`;
}

export function executionQuery(id: string) {
  return queryOptions({
    queryKey: executionKeys.detail(id),
    queryFn: ({ signal }) => fetchJson(ExecutionView, `${URL}/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data === undefined ? POLL_MS : pollOf(state.data)),
    refetchIntervalInBackground: true,
  });
}

function pollOf(execution: ExecutionView): number | false {
  if (!isTerminal(execution.status)) return POLL_MS;
  return isAtRest(execution) ? false : LIST_POLL_MS;
}

/** Events read so far, ascending; `isComplete` once everything up to the end of a finished execution has been read. */
export type EventHistory = { events: ExecutionEventView[]; isComplete: boolean };

export function executionEventsQuery(id: string, isOver: boolean) {
  return queryOptions({
    queryKey: executionKeys.events(id),
    queryFn: ({ signal, client }) => readNewEvents({ id, isOver, client, signal }),
    // What was complete is so no more once somebody has its instances terminated.
    refetchInterval: ({ state }) => (isOver && state.data?.isComplete === true ? false : POLL_MS),
    structuralSharing: false,
  });
}

type EventRequest = { id: string; isOver: boolean; client: QueryClient; signal: AbortSignal };

async function readNewEvents({ id, isOver, client, signal }: EventRequest): Promise<EventHistory> {
  const known = client.getQueryData<EventHistory>(executionKeys.events(id))?.events ?? [];
  const fresh: ExecutionEventView[] = [];
  let isLastPage = false;
  for (let page = 0; page < PAGES_AT_ONCE && !isLastPage; page++) {
    const after = fresh.at(-1)?.seq ?? known.at(-1)?.seq ?? 0;
    const { items } = await fetchJson(EventPage, `${URL}/${id}/events?after=${after}&limit=${PAGE_SIZE}`, { signal });
    fresh.push(...items);
    isLastPage = items.length < PAGE_SIZE;
  }
  return { events: fresh.length === 0 ? known : [...known, ...fresh], isComplete: isOver && isLastPage };
}

/** Who was told of an execution, newest first: as long as it runs or somebody is still to be told. */
export function executionDeliveriesQuery(id: string, isOver: boolean) {
  return queryOptions({
    queryKey: executionKeys.deliveries(id),
    queryFn: ({ signal }) => fetchJson(DeliveryPage, `${URL}/${id}/deliveries?limit=${PAGE_SIZE}`, { signal }),
    refetchInterval: ({ state }) =>
      isOver && state.data?.items.every(({ status }) => status !== "PENDING") === true ? false : DELIVERY_POLL_MS,
  });
}

export type JobLogFilter = { wave: number; sourceServerId?: string | undefined };

export function jobLogQuery(id: string, filter: JobLogFilter & { isLive: boolean }) {
  const { isLive, ...which } = filter;
  return queryOptions({
    queryKey: executionKeys.jobLog(id, which),
    queryFn: ({ signal }) => readJobLog(id, which, signal),
    refetchInterval: isLive ? LOG_POLL_MS : false,
  });
}

async function readJobLog(id: string, filter: JobLogFilter, signal: AbortSignal): Promise<JobLogItemView[]> {
  const lines: JobLogItemView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_AT_ONCE; page++) {
    const params = new URLSearchParams({ wave: String(filter.wave), limit: String(PAGE_SIZE) });
    if (filter.sourceServerId !== undefined) params.set("sourceServerId", filter.sourceServerId);
    if (cursor !== null) params.set("cursor", cursor);
    const read: { items: JobLogItemView[]; nextCursor: string | null } = await fetchJson(
      JobLogPage,
      `${URL}/${id}/job-log?${params.toString()}`,
      { signal },
    );
    lines.push(...read.items);
    cursor = read.nextCursor;
    if (cursor === null) break;
  }
  return lines;
}

export function useStartExecution() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: StartExecutionInput) => fetchJson(ExecutionView, URL, { method: "POST", body }),
    onSuccess: async (execution) => {
      client.setQueryData(executionKeys.detail(execution.id), execution);
      await Promise.all([
        client.invalidateQueries({ queryKey: executionKeys.lists }),
        client.invalidateQueries({ queryKey: recoveryPlanKeys.all, refetchType: "none" }),
      ]);
    },
  });
}
