import clsx from "clsx";

import { Button } from "#components/ui/button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Age } from "#components/ui/time.tsx";
import type { ChannelView } from "#lib/domain/notifications/channel.ts";

import { KIND_WORDS, scopeWords, targetWords, troubleWords } from "./channel-words.ts";
import { DeliveryStatus } from "./delivery-status.tsx";

/** Which dialog is open, of which channel. */
export type ChannelAsk = { kind: "edit" | "deliveries" | "delete"; id: string } | { kind: "new" };

type ChannelRowProps = { channel: ChannelView; denied: string | undefined; onAsk: (ask: ChannelAsk) => void };

/** A channel: where it leads, what it is told, and loudly what did not arrive. */
export function ChannelRow({ channel, denied, onAsk }: ChannelRowProps) {
  const { id, name, target, isEnabled } = channel;
  const trouble = isEnabled ? troubleWords(channel) : null;
  return (
    <li
      className={clsx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0 max-sm:px-3",
        trouble !== null && "bg-bad-tint",
      )}
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <b className="font-medium wrap-anywhere">{name}</b>
          <Tag>{KIND_WORDS[target.kind]}</Tag>
          {!isEnabled && <Tag outline>Off</Tag>}
        </p>
        <p className="text-xs/[18px] wrap-anywhere text-ink-muted">{targetWords(target)}</p>
        <p className="text-xs/[18px] text-ink-muted">{scopeWords(channel)}</p>
        {trouble !== null && <p className="text-xs/[18px] font-medium text-bad-ink">{trouble}</p>}
      </div>
      <LastDelivery channel={channel} />
      <div className="ml-auto flex gap-2">
        <Button size="sm" aria-label={`Deliveries of ${name}`} onClick={() => onAsk({ kind: "deliveries", id })}>
          Deliveries…
        </Button>
        <Button
          size="sm"
          aria-label={`Edit ${name}`}
          disabledReason={denied}
          onClick={() => onAsk({ kind: "edit", id })}
        >
          Edit…
        </Button>
      </div>
    </li>
  );
}

function LastDelivery({ channel: { lastDelivery } }: { channel: ChannelView }) {
  if (lastDelivery === null) return <span className="text-xs text-ink-faint">Nothing sent yet</span>;
  return (
    <span className="grid gap-0.5 text-xs">
      <DeliveryStatus delivery={lastDelivery} />
      <span className="text-ink-faint">
        <Age at={lastDelivery.createdAt} />
      </span>
    </span>
  );
}
