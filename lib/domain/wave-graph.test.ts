import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { AppError } from "./errors.ts";
import { anyWaves, forwardWaves, waves } from "./testing/wave-graph.ts";
import {
  dependentsOf,
  findCycle,
  mapOrder,
  remainingPaths,
  requireAcyclic,
  type WaveNode,
  waveLevels,
} from "./wave-graph.ts";

function refusalOf(nodes: readonly WaveNode[]): AppError | null {
  try {
    requireAcyclic(nodes);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function placeIn(order: readonly number[]): (number: number) => number {
  const places = new Map(order.map((number, place) => [number, place]));
  return (number) => places.get(number) ?? Number.NaN;
}

describe("a plan whose waves wait for each other is refused", () => {
  test("with the waves of the circle in the order in which they wait", () => {
    const refusal = refusalOf(waves([3], [1], [2], []));
    expect(refusal?.code).toBe("CIRCULAR_DEPENDENCY");
    expect(refusal?.message).toBe('These waves wait for each other: 1 "A" → 3 "C" → 2 "B" → 1 "A".');
    expect(refusal?.conflicts).toEqual([
      { kind: "wave", id: "1", name: "A" },
      { kind: "wave", id: "3", name: "C" },
      { kind: "wave", id: "2", name: "B" },
    ]);
  });

  test("when a wave waits for itself", () => {
    expect(refusalOf(waves([], [2]))?.message).toBe('These waves wait for each other: 2 "B" → 2 "B".');
  });

  test("without the waves that only stand behind or before the circle", () => {
    const refusal = refusalOf(waves([2], [3], [2, 4], []));
    expect(refusal?.conflicts.map((wave) => wave.id)).toEqual(["2", "3"]);
  });
});

test("a dependency on a wave that the plan does not have names both", () => {
  const refusal = refusalOf(waves([], [1, 7]));
  expect(refusal?.code).toBe("UNKNOWN_WAVE");
  expect(refusal?.message).toBe('Wave 2 "B" depends on wave 7, which the plan does not have.');
});

test("an unknown wave is told before a circle", () => {
  expect(refusalOf(waves([2], [1], [0]))?.code).toBe("UNKNOWN_WAVE");
});

test("a plan whose waves depend on earlier ones only has no circle", () => {
  fc.assert(fc.property(forwardWaves, (nodes) => refusalOf(nodes) === null));
});

test("a plan either has a circle in which each wave waits for the next, or is accepted", () => {
  fc.assert(
    fc.property(anyWaves, (nodes) => {
      const cycle = findCycle(nodes);
      if (cycle === null) {
        expect(refusalOf(nodes)).toBeNull();
        expect(mapOrder(nodes)).toHaveLength(nodes.length);
        return;
      }
      expect(new Set(cycle).size).toBe(cycle.length);
      cycle.forEach((wave, place) => expect(wave.dependsOn).toContain(cycle[(place + 1) % cycle.length]?.number));
      expect(refusalOf(nodes)?.code).toBe("CIRCULAR_DEPENDENCY");
    }),
    { numRuns: 500 },
  );
});

test("a wave's level is one more than that of its deepest dependency", () => {
  const levels = waveLevels(waves([], [1], [1], [2, 3], []));
  expect([1, 2, 3, 4, 5].map((number) => levels.get(number))).toEqual([0, 1, 1, 2, 0]);
  fc.assert(
    fc.property(forwardWaves, (nodes) => {
      const levels = waveLevels(nodes);
      for (const wave of nodes) {
        const below = wave.dependsOn.map((number) => levels.get(number) ?? Number.NaN);
        expect(levels.get(wave.number)).toBe(below.length === 0 ? 0 : Math.max(...below) + 1);
      }
    }),
  );
});

test("what remains after a wave is the longest way to an end", () => {
  const remaining = remainingPaths(waves([], [1], [2], [1]));
  expect([1, 2, 3, 4].map((number) => remaining.get(number))).toEqual([2, 1, 0, 0]);
});

describe("the order in which waves enter the Map", () => {
  test("is by level, then the longest way still to go, then the plan's order", () => {
    expect(mapOrder(waves([], [], [2], [3], [1]))).toEqual([2, 1, 3, 5, 4]);
    expect(mapOrder(waves([], [], []))).toEqual([1, 2, 3]);
  });

  test("has every wave once, after all that it depends on", () => {
    fc.assert(
      fc.property(forwardWaves, (nodes) => {
        const order = mapOrder(nodes);
        expect([...order].sort((a, b) => a - b)).toEqual(nodes.map((wave) => wave.number));
        const place = placeIn(order);
        for (const wave of nodes) {
          for (const dependency of wave.dependsOn) expect(place(dependency)).toBeLessThan(place(wave.number));
        }
      }),
    );
  });

  test("does not depend on the order in which the waves are given", () => {
    const shuffled = forwardWaves.chain((nodes) =>
      fc.tuple(fc.constant(nodes), fc.shuffledSubarray(nodes, { minLength: nodes.length })),
    );
    fc.assert(
      fc.property(shuffled, ([nodes, mixed]) => {
        expect(mapOrder(mixed)).toEqual(mapOrder(nodes));
      }),
    );
  });
});

describe("the waves behind a wave", () => {
  test("are found through others, and are not the wave itself", () => {
    const nodes = waves([], [1], [2], [], [4, 3]);
    expect(dependentsOf(nodes, 1)).toEqual([2, 3, 5]);
    expect(dependentsOf(nodes, 5)).toEqual([]);
  });

  test("are those of which some dependency is the wave or behind it", () => {
    fc.assert(
      fc.property(forwardWaves, fc.nat(), (nodes, pick) => {
        const number = (pick % nodes.length) + 1;
        const behind = new Set(dependentsOf(nodes, number));
        for (const wave of nodes) {
          const isBehind = wave.dependsOn.some((n) => n === number || behind.has(n));
          expect(behind.has(wave.number)).toBe(isBehind);
        }
      }),
    );
  });
});

describe("plans of 300 waves", () => {
  // Each pair of waves doubles the number of ways through: a rule that walks every way never ends.
  const lattice = waves(
    ...Array.from({ length: 300 }, (_, index) => {
      const row = Math.floor(index / 2);
      return row === 0 ? [] : [2 * row - 1, 2 * row];
    }),
  );
  const chain = waves(...Array.from({ length: 300 }, (_, index) => (index === 0 ? [] : [index])));

  test("a chain is one wave a level", () => {
    requireAcyclic(chain);
    expect(waveLevels(chain).get(300)).toBe(299);
    expect(remainingPaths(chain).get(1)).toBe(299);
    expect(mapOrder(chain)).toEqual(chain.map((wave) => wave.number));
    expect(dependentsOf(chain, 1)).toHaveLength(299);
  });

  test("a lattice of diamonds is not walked way by way", () => {
    requireAcyclic(lattice);
    expect(waveLevels(lattice).get(300)).toBe(149);
    expect(remainingPaths(lattice).get(1)).toBe(149);
    expect(mapOrder(lattice)).toEqual(lattice.map((wave) => wave.number));
    expect(dependentsOf(lattice, 1)).toHaveLength(298);
  });

  test("a circle of all of them is found whole", () => {
    const circle = chain.map((wave) => (wave.number === 1 ? { ...wave, dependsOn: [300] } : wave));
    expect(findCycle(circle)).toHaveLength(300);
  });
});
