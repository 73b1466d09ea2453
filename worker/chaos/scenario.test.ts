import fc from "fast-check";
import { expect, test } from "vitest";

import { FaultRule } from "#simulator/faults/rule.ts";

import { PLACES, scenarioOf, SERVERS_IN_A_PLACE } from "./scenario.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

test("the same seed is the same scenario, and other seeds are others", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      expect(scenarioOf(seed)).toEqual(scenarioOf(seed));
    }),
  );
  expect(new Set([1, 2, 3, 4].map((seed) => JSON.stringify(scenarioOf(seed).waves))).size).toBeGreaterThan(1);
});

test("every scenario is one that the product takes: waves with servers, dependencies on earlier waves, servers that exist", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { waves } = scenarioOf(seed);
      expect(waves.length).toBeLessThanOrEqual(12);
      waves.forEach(({ dependsOn, groups }, index) => {
        expect(dependsOn.every((number) => number >= 1 && number <= index)).toBe(true);
        expect(groups.length).toBeGreaterThan(0);
        expect(groups.every(({ servers }) => servers > 0)).toBe(true);
      });
      for (let place = 0; place < PLACES; place += 1) {
        const groups = waves.flatMap((wave) => wave.groups).filter((group) => group.place === place);
        expect(groups.reduce((sum, { servers }) => sum + servers, 0)).toBeLessThanOrEqual(SERVERS_IN_A_PLACE);
      }
    }),
  );
});

test("every fault on the menu is one that the simulator knows", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      for (const { rule } of scenarioOf(seed).faults) expect(() => FaultRule.parse(rule)).not.toThrow();
    }),
  );
});
