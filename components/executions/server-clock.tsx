"use client";

import { createContext, type ReactNode, use } from "react";

import { formatDuration } from "#components/ui/format.ts";
import { useNow } from "#components/ui/now.ts";

const Offset = createContext(0);

/** Below this the two clocks are taken as one, so that durations do not jump with the length of a request. */
const TOLERANCE_MS = 2000;

/** Times of an execution are the server's; a reader's wrong clock must not change how long it has taken. */
export function ServerClock({ asOf, receivedAt, children }: { asOf: string; receivedAt: number; children: ReactNode }) {
  const difference = Date.parse(asOf) - receivedAt;
  const offset = Math.abs(difference) < TOLERANCE_MS ? 0 : Math.round(difference / 1000) * 1000;
  return <Offset value={offset}>{children}</Offset>;
}

/** The server's time to the second; null while the page is rendered on the server. */
export function useServerNow(): number | null {
  const now = useNow();
  const offset = use(Offset);
  return now === null ? null : now + offset;
}

/** Milliseconds of what ended at `to`, or runs still. Null until the time is known. */
export function useLength(from: string | null, to: string | null): number | null {
  const now = useServerNow();
  if (from === null) return null;
  const end = to === null ? now : Date.parse(to);
  return end === null ? null : Math.max(0, end - Date.parse(from));
}

/** `11:12`, counting until `to` is given. */
export function Length({ from, to }: { from: string | null; to: string | null }) {
  const milliseconds = useLength(from, to);
  return <span className="tabular-nums">{milliseconds === null ? "…" : formatDuration(milliseconds / 1000)}</span>;
}
