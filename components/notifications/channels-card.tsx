"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { ChannelView } from "#lib/domain/notifications/channel.ts";
import { channelsQuery } from "#lib/query/channels.ts";
import { useDenied } from "#lib/query/me.ts";

import { ChannelDialog } from "./channel-dialog.tsx";
import { type ChannelAsk, ChannelRow } from "./channel-row.tsx";
import { troubleWords } from "./channel-words.ts";
import { DeleteChannelDialog } from "./delete-channel-dialog.tsx";
import { DeliveriesDialog } from "./deliveries-dialog.tsx";

/** More channels than these are shown when asked for. */
const SHOWN = 20;

/** Where notifications go, those that do not arrive first. */
export function ChannelsCard() {
  const { data, error, refetch } = useQuery(channelsQuery());
  const denied = useDenied("channel:manage");
  const [ask, setAsk] = useState<ChannelAsk | null>(null);
  const [isAllShown, setIsAllShown] = useState(false);
  const channels = (data?.items ?? []).toSorted((a, b) => Number(isLoud(b)) - Number(isLoud(a)));
  const shown = isAllShown ? channels : channels.slice(0, SHOWN);
  const add = (
    <Button size="sm" icon={<Plus />} disabledReason={denied} onClick={() => setAsk({ kind: "new" })}>
      Add channel
    </Button>
  );
  return (
    <Card id="notifications" aria-labelledby="notifications-title" className="scroll-mt-16">
      <CardHeader
        id="notifications-title"
        title="Notifications"
        note={channels.length > 0 && formatNoun(channels.length, "channel")}
      >
        {channels.length > 0 && add}
      </CardHeader>
      {error !== null && (
        <div className="p-3">
          <Notice
            family="bad"
            title="Channels were not read"
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message}
          </Notice>
        </div>
      )}
      {data === undefined && error === null && <Loading />}
      {data?.items.length === 0 && (
        <EmptyState title="Nobody is told yet" action={add}>
          A channel tells people when an execution starts, waits for a decision, ends or is in trouble: over SNS, email,
          Slack or a webhook.
        </EmptyState>
      )}
      <ul>
        {shown.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} denied={denied} onAsk={setAsk} />
        ))}
      </ul>
      {channels.length > shown.length && (
        <CardFooter>
          <Button size="sm" onClick={() => setIsAllShown(true)}>
            Show all {channels.length}
          </Button>
        </CardFooter>
      )}
      {ask !== null && <AskedDialog ask={ask} channels={channels} onAsk={setAsk} />}
    </Card>
  );
}

function isLoud(channel: ChannelView): boolean {
  return channel.isEnabled && troubleWords(channel) !== null;
}

function Loading() {
  return (
    <div role="status" className="grid gap-2 px-4 py-3 max-sm:px-3">
      <span className="sr-only">Reading the channels</span>
      {[0, 1, 2].map((line) => (
        <span key={line} aria-hidden className="h-4 w-3/4 rounded-sm bg-idle-tint" />
      ))}
    </div>
  );
}

type AskedDialogProps = {
  ask: ChannelAsk;
  channels: readonly ChannelView[];
  onAsk: (ask: ChannelAsk | null) => void;
};

function AskedDialog({ ask, channels, onAsk }: AskedDialogProps) {
  const close = () => onAsk(null);
  if (ask.kind === "new") {
    return <ChannelDialog channel={null} onClose={close} onSaved={({ id }) => onAsk({ kind: "deliveries", id })} />;
  }
  const channel = channels.find(({ id }) => id === ask.id);
  if (channel === undefined) return null;
  switch (ask.kind) {
    case "edit":
      return (
        <ChannelDialog
          channel={channel}
          onClose={close}
          onSaved={close}
          onDelete={() => onAsk({ kind: "delete", id: channel.id })}
        />
      );
    case "deliveries":
      return <DeliveriesDialog channel={channel} onClose={close} />;
    case "delete":
      return <DeleteChannelDialog channel={channel} onClose={close} />;
  }
}
