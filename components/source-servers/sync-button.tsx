"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/now.ts";
import { useDenied } from "#lib/query/me.ts";
import { sourceServerCountsQuery, useSyncInventory } from "#lib/query/source-servers.ts";

const GIVE_UP_MS = 60_000;

/** Pending until the whole inventory is newer than the request, or a minute has gone by. */
export function SyncButton() {
  const sync = useSyncInventory();
  const denied = useDenied("inventory:sync");
  const now = useNow() ?? 0;
  const requestedAt = sync.data === undefined ? null : Date.parse(sync.data.requestedAt);
  const isRecent = requestedAt !== null && now - requestedAt < GIVE_UP_MS;
  const { data } = useQuery({ ...sourceServerCountsQuery(), refetchInterval: isRecent ? 2000 : 10_000 });
  const readAt = Date.parse(data?.inventoryAt ?? "1970-01-01T00:00:00.000Z");
  const isWaiting = isRecent && readAt < requestedAt;
  return (
    <div className="flex items-center gap-2">
      {sync.error !== null && (
        <span role="alert" className="text-xs text-bad-ink">
          Not asked: {sync.error.message}
        </span>
      )}
      <Button
        size="sm"
        icon={<RefreshCw />}
        pending={sync.isPending || isWaiting}
        disabledReason={denied}
        onClick={() => sync.mutate()}
      >
        Sync
      </Button>
    </div>
  );
}
