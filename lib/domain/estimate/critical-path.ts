import type { OsFamily } from "./duration-sample.ts";
import type { SimulatedWave } from "./simulate.ts";

/** A wave that holds up the end, with the server that it waits for last. */
export type CriticalWave = {
  wave: number;
  /** In which part of all draws the wave is on the critical path, 0 to 1. */
  share: number;
  /** The server most likely to be the wave's last; null where the wave waits for no server. */
  server: { sourceServerId: string; osFamily: OsFamily } | null;
};

/** The critical path in order of time: from the wave that ends last most often, back along what was waited for most. */
export function criticalPath(waves: ReadonlyMap<number, SimulatedWave>): CriticalWave[] {
  const last = lastWaves(waves);
  const visits = countVisits(waves, last);
  const path: CriticalWave[] = [];
  for (let wave = waves.get(mostFrequent(last)); wave !== undefined; wave = waves.get(mostFrequent(wave.waitedFor))) {
    const share = (visits.get(wave.model.number) ?? 0) / last.length;
    path.unshift({ wave: wave.model.number, share, server: decidingServer(wave) });
  }
  return path;
}

/** By wave in how many draws it is on the critical path. */
function countVisits(waves: ReadonlyMap<number, SimulatedWave>, last: Int32Array): Map<number, number> {
  const visits = new Map<number, number>();
  for (let draw = 0; draw < last.length; draw += 1) {
    for (let wave = waves.get(last[draw] ?? -1); wave !== undefined; wave = waves.get(wave.waitedFor[draw] ?? -1)) {
      visits.set(wave.model.number, (visits.get(wave.model.number) ?? 0) + 1);
    }
  }
  return visits;
}

/** By draw the wave that ends last, -1 where nothing is left to come. */
function lastWaves(waves: ReadonlyMap<number, SimulatedWave>): Int32Array {
  const draws = waves.values().next().value?.end.length ?? 0;
  const last = new Int32Array(draws).fill(-1);
  const ends = planEnds(waves);
  for (const { model, end } of waves.values()) {
    for (let draw = 0; draw < draws; draw += 1) {
      const seconds = end[draw] ?? 0;
      if (last[draw] === -1 && seconds > 0 && seconds === ends[draw]) last[draw] = model.number;
    }
  }
  return last;
}

/** By draw the seconds until the last wave ends, 0 where nothing is left to come. */
export function planEnds(waves: ReadonlyMap<number, SimulatedWave>): Float64Array {
  const all = [...waves.values()];
  const ends = new Float64Array(all[0]?.end.length ?? 0);
  for (const { end } of all) {
    for (let draw = 0; draw < ends.length; draw += 1) ends[draw] = Math.max(ends[draw] ?? 0, end[draw] ?? 0);
  }
  return ends;
}

function mostFrequent(values: Int32Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [best, most] = [-1, 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}

/** Servers of a pool are alike, so each of them is the last one in its part of the pool's draws. */
function decidingServer({ model, slowest }: SimulatedWave): CriticalWave["server"] {
  let [server, highest]: [CriticalWave["server"], number] = [null, 0];
  for (const [index, { sourceServerIds, osFamily }] of model.pools.entries()) {
    const [sourceServerId] = sourceServerIds;
    const chance = (slowest[index] ?? 0) / sourceServerIds.length;
    if (sourceServerId === undefined || chance <= highest) continue;
    [server, highest] = [{ sourceServerId, osFamily }, chance];
  }
  return server;
}
