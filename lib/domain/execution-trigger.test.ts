import fc from "fast-check";
import { expect, test } from "vitest";

import { cleanupRunName, ENGINE_CONTRACT, engineRunName } from "./execution-trigger.ts";

const runs = fc.record({
  executionId: fc.uuid(),
  generation: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  contract: fc.constant(ENGINE_CONTRACT),
});

test("every generation of an execution has a name of its own", () => {
  const run = { executionId: "5f0c1d7e-6a7b-4c8d-9e0f-1a2b3c4d5e6f", generation: 2, contract: 1 };
  expect(engineRunName(run)).toBe("5f0c1d7e-6a7b-4c8d-9e0f-1a2b3c4d5e6f-g2");
  fc.assert(
    fc.property(runs, runs, (a, b) => {
      const isSame = a.executionId === b.executionId && a.generation === b.generation;
      expect(engineRunName(a) === engineRunName(b)).toBe(isSame);
    }),
  );
});

test("every clean-up has a name of its own, and none that an execution has", () => {
  fc.assert(
    fc.property(runs, runs, (a, b) => {
      const [left, right] = [a, b].map(({ generation, ...run }) => cleanupRunName({ ...run, cleanup: generation }));
      const isSame = a.executionId === b.executionId && a.generation === b.generation;
      expect(left === right).toBe(isSame);
      expect(left).not.toBe(engineRunName(b));
    }),
  );
});

test("a name is one that Step Functions takes: up to 80 letters, digits and dashes", () => {
  const isName = (name: string) => /^[0-9a-z-]{1,80}$/.test(name);
  fc.assert(fc.property(runs, (run) => isName(engineRunName(run))));
  fc.assert(fc.property(runs, ({ generation, ...run }) => isName(cleanupRunName({ ...run, cleanup: generation }))));
});
