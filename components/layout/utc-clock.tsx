"use client";

import { formatClock } from "#components/ui/format.ts";
import { useNow } from "#components/ui/now.ts";

function localLine(now: number): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone === "UTC") return null;
  const city = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  const time = new Date(now).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${time} in ${city}`;
}

/** The product's time is UTC; the reader's own stands below it. */
export function UtcClock() {
  const now = useNow();
  if (now === null) return <div className="w-24" />;
  const local = localLine(now);
  return (
    <div className="text-right text-xs/[15px] whitespace-nowrap tabular-nums">
      <div className="font-medium">{formatClock(new Date(now).toISOString(), { seconds: true })} UTC</div>
      {local !== null && <div className="text-2xs/[15px] text-ink-faint max-sm:hidden">{local}</div>}
    </div>
  );
}
