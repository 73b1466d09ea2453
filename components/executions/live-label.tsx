"use client";

import { formatClock } from "#components/ui/format.ts";
import { useNow } from "#components/ui/now.ts";

/** Older than this is no longer live: five looks have failed or are late. */
const STALE_MS = 6000;

type LiveLabelProps = { updatedAt: number; isOver: boolean; error: Error | null };

/** How old what is shown is, in words. Old data stays on the page; this says that it is old. */
export function LiveLabel({ updatedAt, isOver, error }: LiveLabelProps) {
  const now = useNow();
  if (isOver) return <span>Nothing is under way</span>;
  const age = now === null ? 0 : now - updatedAt;
  if (age <= STALE_MS) {
    const seconds = Math.max(0, Math.round(age / 1000));
    return <span className="live inline-flex items-center gap-1.5">Live, updated {seconds} s ago</span>;
  }
  const since = formatClock(new Date(updatedAt).toISOString(), { seconds: true });
  return (
    <span role="status" className="font-semibold">
      Not updated since {since}. {error === null ? "The console’s server is slow to answer." : error.message} Trying
      again.
    </span>
  );
}
