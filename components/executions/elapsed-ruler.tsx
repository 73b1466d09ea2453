"use client";

import { formatClock, formatDuration } from "#components/ui/format.ts";

import { useServerNow } from "./server-clock.tsx";

/** Keeps the label of "now" clear of the labels at both ends. */
const NARROWEST = 16;
const WIDEST = 80;

/** What has passed of the recovery time target. Past it the ruler ends at now and the target stands within. */
export function ElapsedRuler({ from, rtoMinutes }: { from: string; rtoMinutes: number }) {
  const now = useServerNow();
  const start = Date.parse(from);
  const target = start + rtoMinutes * 60_000;
  const at = now ?? start;
  const end = Math.max(target, at);
  const past = percent(at, { start, end });
  const isLate = at > target;
  return (
    <>
      <div
        role="img"
        aria-label={`${formatDuration((at - start) / 1000)} of ${formatDuration(rtoMinutes * 60)} have passed`}
        className="relative mt-1 mb-1.5 h-2 rounded-xs bg-idle-tint inset-ring inset-ring-line"
      >
        <div
          className={`absolute inset-y-0 left-0 rounded-l-xs ${isLate ? "bg-bad" : "bg-ink"}`}
          style={{ width: `${past}%` }}
        />
        {isLate && (
          <div
            className="absolute -inset-y-[3px] w-0.5 bg-ink"
            style={{ left: `${percent(target, { start, end })}%` }}
          />
        )}
      </div>
      <div className="relative h-4 text-2xs text-ink-muted tabular-nums" aria-hidden="true">
        <span className="absolute left-0">{formatClock(from)}</span>
        {now !== null && past > NARROWEST && past < WIDEST && (
          <span className="absolute -translate-x-1/2 whitespace-nowrap" style={{ left: `${past}%` }}>
            now {clock(now)}
          </span>
        )}
        <span className="absolute right-0">{isLate ? `now ${clock(at)}` : clock(target)}</span>
      </div>
    </>
  );
}

function percent(at: number, { start, end }: { start: number; end: number }): number {
  return end <= start ? 0 : Math.min(100, ((at - start) / (end - start)) * 100);
}

function clock(at: number): string {
  return formatClock(new Date(at).toISOString());
}
