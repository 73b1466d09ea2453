import fc from "fast-check";

import type { WaveNode } from "../wave-graph.ts";

/** Waves named A, B, C … in the plan's order, each with the numbers it depends on. */
export function waves(...dependencies: readonly (readonly number[])[]): WaveNode[] {
  return dependencies.map((dependsOn, index) => ({
    number: index + 1,
    name: index < 26 ? String.fromCodePoint(65 + index) : `Wave ${index + 1}`,
    dependsOn,
  }));
}

const MAX_WAVES = 14;

/** Any plan in which waves depend on earlier ones only. */
export const forwardWaves = fc
  .array(fc.array(fc.nat()), { minLength: 1, maxLength: MAX_WAVES })
  .map((lists) => waves(...lists.map((list, index) => (index === 0 ? [] : list.map((n) => (n % index) + 1)))));

/** Any plan at all: circles and waves that wait for themselves included. */
export const anyWaves = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: MAX_WAVES })
  .map((lists) => waves(...lists.map((list) => list.map((n) => (n % lists.length) + 1))));
