"use client";

import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ChannelView } from "#lib/domain/notifications/channel.ts";
import { channelDeliveriesQuery, useTestChannel } from "#lib/query/channels.ts";
import { useDenied } from "#lib/query/me.ts";

import { deliveryState, EVENT_WORDS } from "./channel-words.ts";
import { DeliveryLine } from "./delivery-line.tsx";

/** What a channel was told last, and a test of it with what came back. */
export function DeliveriesDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { data, error, refetch } = useQuery(channelDeliveriesQuery(channel.id));
  const test = useTestChannel(channel.id);
  const denied = useDenied("channel:manage");
  const deliveries = data?.items ?? [];
  const tested = deliveries.find(({ id }) => id === test.data?.id);
  const isUnderWay = test.isPending || (test.data !== undefined && (tested?.status ?? "PENDING") === "PENDING");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Deliveries of ${channel.name}`}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            icon={<Send />}
            pending={isUnderWay}
            disabledReason={denied}
            onClick={() => test.mutate()}
          >
            Send a test
          </Button>
        </>
      }
    >
      <p role="status" className="sr-only">
        {tested !== undefined && !isUnderWay && `Test: ${deliveryState(tested)}. ${tested.lastError ?? ""}`}
      </p>
      {test.error !== null && (
        <div className="p-3">
          <Notice family="bad" title="No test was sent">
            {test.error.message}
          </Notice>
        </div>
      )}
      {error !== null && (
        <div className="p-3">
          <Notice
            family="bad"
            title="Deliveries were not read"
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Notice>
        </div>
      )}
      {data?.items.length === 0 && (
        <EmptyState title="Nothing sent yet">
          What this channel is told stands here, with what came back. A test is sent once and changes nothing.
        </EmptyState>
      )}
      <ul>
        {deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} title={EVENT_WORDS[delivery.kind]} />
        ))}
      </ul>
      {data !== undefined && data.nextCursor !== null && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-muted max-sm:px-3">
          These are the newest {deliveries.length}. Older ones stand in the API.
        </p>
      )}
    </Dialog>
  );
}
