import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { isServerSettled, isWaveToDecide } from "#lib/domain/execution-status.ts";

/** `1st`, `2nd`, `3rd`, `11th`, `23rd`. */
export function ordinal(place: number): string {
  const tens = place % 100;
  const suffix = tens > 10 && tens < 14 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${suffix}`;
}

type WaitsFor = NonNullable<ExecutionServerView["waitsFor"]>;
type QueuedServer = Pick<ExecutionServerView, "queue" | "region" | "status" | "waitsFor">;

/** `the drill Payments`; null where no other execution here has the job. */
export function ownerWords({ execution }: Pick<WaitsFor, "execution">): string | null {
  return execution === null ? null : `the ${execution.type === "DRILL" ? "drill" : "recovery"} ${execution.name}`;
}

/** `Waiting, 3rd of 40 for DRS in us-west-2`; null for a server that does not stand in the queue. */
export function queueWords({ queue, region, status, waitsFor }: QueuedServer): string | null {
  if (waitsFor !== null) {
    const ofNobody = waitsFor.isOwn ? "an earlier DRS job" : "another DRS job";
    return `Waiting for ${ownerWords(waitsFor) ?? ofNobody}`;
  }
  // While its execution is held, a server has no place in the queue.
  if (queue === null) return status === "QUEUED" ? "Waiting, nothing new starts now" : null;
  if (queue.length === 1) return `Waiting, next for DRS in ${region}`;
  return `Waiting, ${ordinal(queue.position)} of ${queue.length} for DRS in ${region}`;
}

/** Of a wave that can do nothing but wait: for whose job, or how far in front its first server stands; null for any other. */
export function waveQueueWords(wave: Pick<ExecutionWaveView, "servers" | "status">): string | null {
  if (isWaveToDecide(wave.status)) return null;
  const open = wave.servers.filter((server) => !isServerSettled(server.status));
  const waits = open.flatMap((server) => server.waitsFor ?? []);
  if (open.length > 0 && waits.length === open.length) return jobQueueWords(waits);
  const places = open.flatMap((server) => server.queue ?? []);
  if (open.length === 0 || places.length < open.length) return null;
  const first = places.reduce((best, place) => (place.position < best.position ? place : best));
  return first.length === 1 ? "In the queue, next" : `In the queue, ${ordinal(first.position)} of ${first.length}`;
}

/** As short as a label is; the wave's own text names the execution. */
function jobQueueWords(waits: readonly WaitsFor[]): string {
  const types = new Set(waits.map(({ execution }) => execution?.type ?? null));
  const [type = null] = types;
  if (types.size > 1 || type === null) return "Waits for a DRS job";
  return type === "DRILL" ? "Waits for a drill" : "Waits for a recovery";
}

/** The waits of a wave by whose job it is, in the order of its servers. */
export function waveWaits({ servers }: Pick<ExecutionWaveView, "servers">): { waitsFor: WaitsFor; servers: number }[] {
  const waiting = servers.flatMap(({ waitsFor }) => waitsFor ?? []);
  return [...Map.groupBy(waiting, ({ execution, jobId }) => execution?.id ?? jobId).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ waitsFor: first, servers: same.length }];
  });
}
