import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { isServerSettled, isWaveToDecide } from "#lib/domain/execution-status.ts";

/** `1st`, `2nd`, `3rd`, `11th`, `23rd`. */
export function ordinal(place: number): string {
  const tens = place % 100;
  const suffix = tens > 10 && tens < 14 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${suffix}`;
}

type QueuedServer = Pick<ExecutionServerView, "queue" | "region" | "status">;

/** `Waiting, 3rd of 40 for DRS in us-west-2`; null for a server that does not stand in the queue. */
export function queueWords({ queue, region, status }: QueuedServer): string | null {
  // While its execution is held, a server has no place in the queue.
  if (queue === null) return status === "QUEUED" ? "Waiting, nothing new starts now" : null;
  if (queue.length === 1) return `Waiting, next for DRS in ${region}`;
  return `Waiting, ${ordinal(queue.position)} of ${queue.length} for DRS in ${region}`;
}

/** Of a wave that can do nothing but wait for DRS, how far in front its first server stands; null for any other. */
export function waveQueueWords(wave: Pick<ExecutionWaveView, "servers" | "status">): string | null {
  if (isWaveToDecide(wave.status)) return null;
  const open = wave.servers.filter((server) => !isServerSettled(server.status));
  const places = open.flatMap((server) => server.queue ?? []);
  if (open.length === 0 || places.length < open.length) return null;
  const first = places.reduce((best, place) => (place.position < best.position ? place : best));
  return first.length === 1 ? "In the queue, next" : `In the queue, ${ordinal(first.position)} of ${first.length}`;
}
