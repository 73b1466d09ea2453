import fc from "fast-check";

import type { ServerSnapshots, Snapshot } from "#lib/domain/point-in-time/choose-snapshot.ts";

/** The moment at which the tests play. */
export const NOW = new Date("2026-11-02T12:00:00Z");

/** So many minutes before now. */
export function before(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

export function snapshot(id: string, minutesBefore: number): Snapshot {
  return { id: `pit-${id}`, at: before(minutesBefore) };
}

/** A server that was seen a minute ago. */
export function server(key: string, ...snapshots: Snapshot[]): ServerSnapshots {
  return { key, snapshots, lastSeenAt: before(1) };
}

/** A moment of the last two weeks, or a little after now, in whole seconds. */
export const someMoment = fc
  .integer({ min: -600, max: 14 * 86_400 })
  .map((seconds) => new Date(NOW.getTime() - seconds * 1000));

export const someSnapshots = fc.uniqueArray(fc.record({ id: fc.nat(9999).map((n) => `pit-${n}`), at: someMoment }), {
  selector: ({ id }) => id,
  maxLength: 12,
});

export const someServers = fc
  .array(fc.record({ snapshots: someSnapshots, lastSeenAt: fc.option(someMoment) }), { maxLength: 8 })
  .map((list): ServerSnapshots[] => list.map((one, place) => ({ ...one, key: `server-${place}` })));
