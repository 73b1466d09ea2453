/** When an incident was declared, as people type it: nothing, a time of day, or a day and a time, all UTC. */
export type IncidentTime = { kind: "none" } | { kind: "at"; at: string } | { kind: "unreadable" };

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const DAY_AND_CLOCK = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2}(?::\d{2})?)Z?$/;
const DAY_MS = 86_400_000;

/** A time of day is the last such time that has passed: at 00:10, `23:50` was yesterday. */
export function parseIncidentTime(text: string, nowMs: number): IncidentTime {
  const trimmed = text.trim().replace(/\s*UTC$/i, "");
  if (trimmed === "") return { kind: "none" };
  const dated = DAY_AND_CLOCK.exec(trimmed);
  if (dated !== null) return onDay(dated[1] ?? "", dated[2] ?? "", nowMs);
  const today = onDay(new Date(nowMs).toISOString().slice(0, 10), trimmed, Infinity);
  if (today.kind !== "at" || Date.parse(today.at) <= nowMs) return today;
  return { kind: "at", at: new Date(Date.parse(today.at) - DAY_MS).toISOString() };
}

function onDay(day: string, clock: string, latestMs: number): IncidentTime {
  const parts = CLOCK.exec(clock);
  if (parts === null) return { kind: "unreadable" };
  const [, hours = "", minutes = "", seconds = "00"] = parts;
  const at = new Date(`${day}T${hours.padStart(2, "0")}:${minutes}:${seconds}Z`);
  const isTime = !Number.isNaN(at.getTime()) && at.getTime() <= latestMs;
  return isTime ? { kind: "at", at: at.toISOString() } : { kind: "unreadable" };
}
