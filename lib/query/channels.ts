import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import { ChannelView, type CreateChannelInput } from "#lib/domain/notifications/channel.ts";
import { DeliveryView } from "#lib/domain/notifications/delivery.ts";
import { pageOf } from "#lib/domain/paging.ts";

import { fetchJson } from "./fetch-json.ts";

const URL = "/api/v1/channels";
const POLL_MS = 15_000;
const SOON_MS = 1000;
/** Deliveries of a channel that are shown. */
const SHOWN_DELIVERIES = 50;

export const channelKeys = {
  all: ["channels"] as const,
  list: ["channels", "list"] as const,
  deliveries: (id: string) => ["channels", "deliveries", id] as const,
};

/** All channels; a deployment has tens of them, not thousands. */
export function channelsQuery() {
  return queryOptions({
    queryKey: channelKeys.list,
    queryFn: ({ signal }) => fetchJson(pageOf(ChannelView), `${URL}?limit=200`, { signal }),
    refetchInterval: POLL_MS,
  });
}

/** What a channel was told last. Looked at often while something is under way. */
export function channelDeliveriesQuery(id: string) {
  return queryOptions({
    queryKey: channelKeys.deliveries(id),
    queryFn: ({ signal }) =>
      fetchJson(pageOf(DeliveryView), `${URL}/${id}/deliveries?limit=${SHOWN_DELIVERIES}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === "PENDING") === true ? SOON_MS : POLL_MS,
  });
}

/** Makes a channel, or saves over the one that was read. */
export function useSaveChannel(channel: Pick<ChannelView, "id" | "version"> | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateChannelInput) =>
      channel === null
        ? fetchJson(ChannelView, URL, { method: "POST", body })
        : fetchJson(ChannelView, `${URL}/${channel.id}`, {
            method: "PUT",
            body: { ...body, version: channel.version },
          }),
    onSuccess: () => client.invalidateQueries({ queryKey: channelKeys.all }),
  });
}

export function useDeleteChannel(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson(z.undefined(), `${URL}/${id}`, { method: "DELETE" }),
    onSuccess: () => client.invalidateQueries({ queryKey: channelKeys.list }),
  });
}

/** Has a worker send a test; what comes of it shows in the channel's deliveries. */
export function useTestChannel(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => fetchJson(DeliveryView, `${URL}/${id}/test`, { method: "POST" }),
    onSuccess: () => client.invalidateQueries({ queryKey: channelKeys.all }),
  });
}
