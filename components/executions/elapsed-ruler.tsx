"use client";

import { formatClock, formatDuration } from "#components/ui/format.ts";

import { useServerNow } from "./server-clock.tsx";

/** Keeps the label of "now" clear of the labels at both ends. */
const NARROWEST = 16;
const WIDEST = 80;

type ElapsedRulerProps = { from: string; rtoMinutes: number; expectedEnd: string | null };

/**
 * What has passed of the recovery time target, and what is expected to. Past the target the ruler ends at the latest of
 * both and the target stands within.
 */
export function ElapsedRuler({ from, rtoMinutes, expectedEnd }: ElapsedRulerProps) {
  const now = useServerNow();
  const start = Date.parse(from);
  const target = start + rtoMinutes * 60_000;
  const at = now ?? start;
  const expected = expectedEnd === null ? null : Math.max(at, Date.parse(expectedEnd));
  const end = Math.max(target, at, expected ?? 0);
  const past = percent(at, { start, end });
  const isLate = end > target;
  const until = expected === null ? past : percent(expected, { start, end });
  return (
    <>
      <div
        role="img"
        aria-label={`${formatDuration((at - start) / 1000)} of ${formatDuration(rtoMinutes * 60)} have passed`}
        className="relative mt-1 mb-1.5 h-2 rounded-xs bg-idle-tint inset-ring inset-ring-line"
      >
        <div
          className={`absolute inset-y-0 left-0 rounded-l-xs ${at > target ? "bg-bad" : "bg-ink"}`}
          style={{ width: `${past}%` }}
        />
        {until > past && (
          <div
            className="absolute inset-y-0 border-r-2 border-ink bg-[repeating-linear-gradient(135deg,var(--color-run)_0_3px,var(--color-run-tint)_3px_6px)]"
            style={{ left: `${past}%`, width: `${until - past}%` }}
          />
        )}
        {isLate && (
          <div
            className="absolute -inset-y-[3px] w-0.5 bg-bad"
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
        {expected !== null && until > past + NARROWEST && until < WIDEST && (
          <span className="absolute -translate-x-1/2 whitespace-nowrap" style={{ left: `${until}%` }}>
            expected {clock(expected)}
          </span>
        )}
        <span className="absolute right-0">{endWords({ end, at, target })}</span>
      </div>
    </>
  );
}

function endWords({ end, at, target }: { end: number; at: number; target: number }): string {
  if (end === target) return clock(target);
  return end === at ? `now ${clock(at)}` : `expected ${clock(end)}`;
}

function percent(at: number, { start, end }: { start: number; end: number }): number {
  return end <= start ? 0 : Math.min(100, ((at - start) / (end - start)) * 100);
}

function clock(at: number): string {
  return formatClock(new Date(at).toISOString());
}
