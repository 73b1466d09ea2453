import { mapOrder, requireAcyclic } from "#lib/domain/wave-graph.ts";

import type { OsFamily } from "./duration-sample.ts";
import { maximumScore, scoreOfTail } from "./normal.ts";
import { uniformStream } from "./random.ts";

export const DRAWS = 2000;

/** Seconds by the execution's factor and a normal score. */
export type Draw = (shared: number, score: number) => number;

/** What is over, or was never there. */
export const NO_TIME: Draw = () => 0;

/** Servers of a wave whose time to go is distributed alike; `key` tells the pools of a wave apart. */
export type Pool = { key: string; osFamily: OsFamily; sourceServerIds: readonly string[]; left: Draw };

/** All times are seconds from the same origin, at which nothing that is still to come has happened yet. */
export type WaveModel = {
  number: number;
  dependsOn: readonly number[];
  /** Null while it has not started. What it has left begins at the origin then, or behind its dependencies. */
  startedAt: number | null;
  endedAt: number | null;
  before: Draw;
  pools: readonly Pool[];
  after: Draw;
};

export type SimulatedWave = {
  model: WaveModel;
  start: Float64Array;
  end: Float64Array;
  /** By draw the dependency that it waited for longest, -1 where it waited for none. */
  waitedFor: Int32Array;
  /** By pool in how many draws it had the slowest server. */
  slowest: Int32Array;
};

/**
 * Runs the waves once for each of the execution's factors. Every pool has a stream of draws of its own, named after its
 * wave and key, so that a change elsewhere does not reshuffle it. Throws where the dependencies are not a graph.
 */
export function simulate(models: readonly WaveModel[], factors: Float64Array): Map<number, SimulatedWave> {
  const nodes = models.map(({ number, dependsOn }) => ({ number, dependsOn, name: `Wave ${number}` }));
  requireAcyclic(nodes);
  const byNumber = new Map(models.map((model) => [model.number, model]));
  const simulated = new Map<number, SimulatedWave>();
  for (const number of mapOrder(nodes)) {
    const model = byNumber.get(number);
    if (model !== undefined) simulated.set(number, simulateWave(model, simulated, factors));
  }
  return simulated;
}

function simulateWave(
  model: WaveModel,
  earlier: ReadonlyMap<number, SimulatedWave>,
  factors: Float64Array,
): SimulatedWave {
  const wave: SimulatedWave = {
    model,
    start: new Float64Array(factors.length),
    end: new Float64Array(factors.length),
    waitedFor: new Int32Array(factors.length).fill(-1),
    slowest: new Int32Array(model.pools.length),
  };
  const { startedAt, endedAt } = model;
  if (startedAt === null) awaitDependencies(wave, earlier);
  if (endedAt !== null) {
    wave.end.fill(endedAt);
  } else {
    const work = workOf(wave, factors);
    for (let draw = 0; draw < work.length; draw += 1) wave.end[draw] = (wave.start[draw] ?? 0) + (work[draw] ?? 0);
  }
  if (startedAt !== null) wave.start.fill(startedAt);
  return wave;
}

function awaitDependencies(wave: SimulatedWave, earlier: ReadonlyMap<number, SimulatedWave>): void {
  for (const number of wave.model.dependsOn) {
    const ends = earlier.get(number)?.end;
    for (let draw = 0; draw < wave.start.length; draw += 1) {
      const end = ends?.[draw] ?? 0;
      if (end <= (wave.start[draw] ?? 0)) continue;
      wave.start[draw] = end;
      wave.waitedFor[draw] = number;
    }
  }
}

function workOf(wave: SimulatedWave, factors: Float64Array): Float64Array {
  const { number, before, pools, after } = wave.model;
  const slowest = new Float64Array(factors.length);
  const slowestPool = new Int32Array(factors.length).fill(-1);
  for (const [index, pool] of pools.entries()) {
    const uniform = uniformStream(`${number} ${pool.key}`);
    for (let draw = 0; draw < factors.length; draw += 1) {
      const left = pool.left(factors[draw] ?? 0, maximumScore(uniform(), pool.sourceServerIds.length));
      if (left <= (slowest[draw] ?? 0)) continue;
      slowest[draw] = left;
      slowestPool[draw] = index;
    }
  }
  for (const index of slowestPool) if (index >= 0) wave.slowest[index] = (wave.slowest[index] ?? 0) + 1;
  for (const [side, left] of Object.entries({ before, after })) {
    if (left === NO_TIME) continue;
    const uniform = uniformStream(`${number} ${side}`);
    for (let draw = 0; draw < factors.length; draw += 1) {
      slowest[draw] = (slowest[draw] ?? 0) + left(factors[draw] ?? 0, scoreOfTail(uniform()));
    }
  }
  return slowest;
}
