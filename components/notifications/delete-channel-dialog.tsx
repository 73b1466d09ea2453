"use client";

import { Trash2 } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ChannelView } from "#lib/domain/notifications/channel.ts";
import { useDeleteChannel } from "#lib/query/channels.ts";

/** What goes with the channel and what stays. */
export function DeleteChannelDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const remove = useDeleteChannel(channel.id);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${channel.name}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="danger"
            icon={<Trash2 />}
            pending={remove.isPending}
            onClick={() => remove.mutate(undefined, { onSuccess: onClose })}
          >
            Delete channel
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-5 py-4 max-sm:px-3">
        <ul className="list-disc space-y-1 pl-4">
          <li>Nothing is sent to it any more, and what waits is given up. This cannot be undone.</li>
          <li>What it was told stays on record at each execution.</li>
        </ul>
        {remove.error !== null && (
          <Notice family="bad" title="Not deleted">
            {remove.error.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
