import { formatDuration } from "#components/ui/format.ts";

/** `24 Nov 2026 03:12:29`, always with the year: a report is read later. */
export function instant(at: Date): string {
  const [weekday = "", day = "", month = "", year = "", clock = ""] = at.toUTCString().split(" ");
  return weekday === "" ? "" : `${Number(day)} ${month} ${year} ${clock}`;
}

/** `03:12:29`; a missing one is a dash. */
export function clockTime(at: Date | null): string {
  return at === null ? "—" : at.toISOString().slice(11, 19);
}

/** `41:25`; a missing one is a dash. */
export function lengthWords(seconds: number | null): string {
  return seconds === null ? "—" : formatDuration(seconds);
}

/** `5:12` between two moments; a dash where one is missing. */
export function lengthBetween(from: Date | null, to: Date | null): string {
  return from === null || to === null ? "—" : formatDuration((to.getTime() - from.getTime()) / 1000);
}
