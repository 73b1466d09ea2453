import { afterAll, beforeAll, expect, test } from "vitest";

import { type Ground, prepareGround } from "./chaos/ground.ts";
import { runScenario } from "./chaos/run.ts";
import { scenarioOf } from "./chaos/scenario.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround();
});
afterAll(() => ground.close());

test.each([22, 221, 226, 310])("no promise is broken in the scenario of seed %i", async (seed) => {
  const { violations } = await runScenario(ground, scenarioOf(seed));
  expect(violations).toEqual([]);
});
