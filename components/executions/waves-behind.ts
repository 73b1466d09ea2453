import { formatCount, formatNoun } from "#components/ui/format.ts";
import { isWaveOver } from "#lib/domain/execution-status.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";
import { dependentsOf } from "#lib/domain/wave-graph.ts";

import { listWords } from "./execution-words.ts";

const NAMED = 4;

export type WavesBehind = { numbers: number[]; servers: number };

/** The waves that wait for this one, directly or through others, and are not over. */
export function wavesBehind(waves: readonly ExecutionWaveView[], number: number): WavesBehind {
  const numbers = new Set(dependentsOf(waves, number));
  const open = waves.filter((wave) => numbers.has(wave.number) && !isWaveOver(wave.status));
  return {
    numbers: open.map((wave) => wave.number),
    servers: open.reduce((sum, wave) => sum + wave.servers.length, 0),
  };
}

/** Waves that are neither over nor behind this one: what happens to it does not touch them. */
export function wavesBeside(waves: readonly ExecutionWaveView[], number: number): number[] {
  const behind = new Set(dependentsOf(waves, number));
  return waves
    .filter((wave) => wave.number !== number && !behind.has(wave.number) && !isWaveOver(wave.status))
    .map((wave) => wave.number);
}

/** Other waves that are not over and for which the waves behind wait as well. */
export function alsoAwaited(
  waves: readonly ExecutionWaveView[],
  { wave, behind }: { wave: number; behind: readonly number[] },
): number[] {
  const awaited = new Set(waves.filter(({ number }) => behind.includes(number)).flatMap(({ dependsOn }) => dependsOn));
  return waves
    .filter(
      ({ number, status }) => awaited.has(number) && number !== wave && !behind.includes(number) && !isWaveOver(status),
    )
    .map(({ number }) => number);
}

/** `Wave 4`, `Waves 4 and 5`, `Waves 4, 5, 6 and 9 more`. */
export function waveNumbers(numbers: readonly number[]): string {
  const list = listWords(numbers.map(String), NAMED);
  return `${numbers.length === 1 ? "Wave" : "Waves"} ${list}`;
}

/** `Wave 4 (6 servers) starts`, `Waves 4 and 5 (9 servers) start`. */
export function behindWords({ numbers, servers }: WavesBehind, verb: { one: string; many: string }): string {
  const count = servers === 1 ? "1 server" : `${formatCount(servers)} servers`;
  return `${waveNumbers(numbers)} (${count}) ${numbers.length === 1 ? verb.one : verb.many}`;
}

/** `1 server stays`, `9 servers stay`. */
export function serversDo(count: number, verb: { one: string; many: string }): string {
  return `${formatNoun(count, "server")} ${count === 1 ? verb.one : verb.many}`;
}
