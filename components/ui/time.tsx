"use client";

import { formatAge, formatClock, formatDate, formatDuration } from "./format.ts";
import { useNow } from "./now.ts";

const DAY_MS = 86_400_000;

function localTime(at: string): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })} (${zone})`;
}

function exact(at: string): string {
  return `${formatDate(at)} ${formatClock(at, { seconds: true })} UTC`;
}

/** UTC on a 24 h clock, with the day once it is another; the reader's own time stands in the tooltip. */
export function Clock({ at, seconds }: { at: string; seconds?: boolean | undefined }) {
  const now = useNow();
  const clock = formatClock(at, { seconds });
  const isToday = now === null || Math.abs(now - Date.parse(at)) < DAY_MS;
  return (
    <time dateTime={at} title={now === null ? undefined : `${exact(at)}\n${localTime(at)}`} className="tabular-nums">
      {isToday ? clock : `${formatDate(at)} ${clock}`}
    </time>
  );
}

/** `40 s ago`, counting; the exact time stands in the tooltip. */
export function Age({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={now === null ? undefined : `${exact(at)}\n${localTime(at)}`} className="tabular-nums">
      {now === null ? `${formatDate(at)} ${formatClock(at)}` : formatAge(at, now)}
    </time>
  );
}

/** `11:12`, counting until `to` is given. */
export function Elapsed({ from, to }: { from: string; to?: string | null | undefined }) {
  const now = useNow();
  const end = to === null || to === undefined ? now : Date.parse(to);
  return (
    <span className="tabular-nums" role="timer" aria-live="off">
      {end === null ? "…" : formatDuration((end - Date.parse(from)) / 1000)}
    </span>
  );
}
