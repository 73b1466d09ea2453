import { AppError } from "./errors.ts";

/** A node of a plan's dependency graph. Waves are numbered from 1, in the plan's order. */
export type WaveNode = { number: number; name: string; dependsOn: readonly number[] };

/** Throws `UNKNOWN_WAVE` where a dependency names no wave, `CIRCULAR_DEPENDENCY` with the waves of one cycle in order. */
export function requireAcyclic(waves: readonly WaveNode[]): void {
  const known = new Map(waves.map((wave) => [wave.number, wave]));
  for (const wave of waves) {
    const unknown = wave.dependsOn.find((number) => !known.has(number));
    if (unknown !== undefined) {
      throw new AppError(
        "UNKNOWN_WAVE",
        `Wave ${wave.number} "${wave.name}" depends on wave ${unknown}, which the plan does not have.`,
      );
    }
  }
  const cycle = findCycle(waves);
  if (cycle === null) return;
  const names = cycle.map((wave) => `${wave.number} "${wave.name}"`);
  throw new AppError("CIRCULAR_DEPENDENCY", `These waves wait for each other: ${[...names, names[0]].join(" → ")}.`, {
    conflicts: cycle.map((wave) => ({ kind: "wave", id: String(wave.number), name: wave.name })),
  });
}

/** One cycle, each wave followed by one it depends on; null when there is none. Every dependency must exist. */
export function findCycle<T extends WaveNode>(waves: readonly T[]): T[] | null {
  const left = new Map(waves.map((wave) => [wave.number, wave]));
  let free = [...left.values()].filter((wave) => isFree(wave, left));
  while (free.length > 0) {
    for (const wave of free) left.delete(wave.number);
    free = [...left.values()].filter((wave) => isFree(wave, left));
  }
  const start = left.values().next().value;
  return start === undefined ? null : followCycle(start, left);
}

function isFree(wave: WaveNode, left: ReadonlyMap<number, WaveNode>): boolean {
  return wave.dependsOn.every((number) => !left.has(number));
}

/** Every wave left depends on another one left, so following any edge must come back to a wave seen before. */
function followCycle<T extends WaveNode>(start: T, left: ReadonlyMap<number, T>): T[] {
  const path: T[] = [];
  let wave: T | undefined = start;
  while (wave !== undefined && !path.includes(wave)) {
    path.push(wave);
    const next: number | undefined = wave.dependsOn.find((number) => left.has(number));
    wave = next === undefined ? undefined : left.get(next);
  }
  return wave === undefined ? path : path.slice(path.indexOf(wave));
}

/** Column of each wave: 0 without dependencies, else one more than its deepest dependency. The graph must be acyclic. */
export function waveLevels(waves: readonly WaveNode[]): Map<number, number> {
  return longestPaths(waves, (wave) => wave.dependsOn);
}

/** How many waves still follow each wave on the longest way to an end. The graph must be acyclic. */
export function remainingPaths(waves: readonly WaveNode[]): Map<number, number> {
  const dependents = new Map<number, number[]>(waves.map((wave) => [wave.number, []]));
  for (const wave of waves) for (const number of wave.dependsOn) dependents.get(number)?.push(wave.number);
  return longestPaths(waves, (wave) => dependents.get(wave.number) ?? []);
}

function longestPaths(waves: readonly WaveNode[], edges: (wave: WaveNode) => readonly number[]): Map<number, number> {
  const byNumber = new Map(waves.map((wave) => [wave.number, wave]));
  const lengths = new Map<number, number>();
  function lengthOf(number: number): number {
    const known = lengths.get(number);
    if (known !== undefined) return known;
    const wave = byNumber.get(number);
    const length = wave === undefined ? 0 : Math.max(-1, ...edges(wave).map(lengthOf)) + 1;
    lengths.set(number, length);
    return length;
  }
  for (const wave of waves) lengthOf(wave.number);
  return lengths;
}

/** Order in which waves enter the state machine's Map, so that with limited concurrency nothing starves. */
export function mapOrder(waves: readonly WaveNode[]): number[] {
  const levels = waveLevels(waves);
  const remaining = remainingPaths(waves);
  function rank(number: number): [number, number] {
    return [levels.get(number) ?? 0, -(remaining.get(number) ?? 0)];
  }
  return waves.map((wave) => wave.number).sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1] || a - b);
}

/** The waves that wait for this one, directly or through others, in number order. */
export function dependentsOf(waves: readonly WaveNode[], number: number): number[] {
  const found = new Set([number]);
  let grew = true;
  while (grew) {
    const before = found.size;
    for (const wave of waves) if (wave.dependsOn.some((n) => found.has(n))) found.add(wave.number);
    grew = found.size > before;
  }
  found.delete(number);
  return [...found].sort((a, b) => a - b);
}
