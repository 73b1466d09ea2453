import fc from "fast-check";
import { expect, test } from "vitest";

import { ServerStatus } from "./execution-status.ts";
import { countServers, resultOf } from "./server-counts.ts";

const status = fc.constantFrom(...ServerStatus.options);
const rows = fc.array(
  fc.record({
    status,
    cameTo: fc.option(status.filter((each) => each !== "TERMINATED")),
    count: fc.integer({ min: 0, max: 50 }),
  }),
);

test("the counts add up to the servers", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { total, ...parts } = countServers(given);
      expect(total).toBe(given.reduce((sum, { count }) => sum + count, 0));
      expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total);
    }),
  );
});

test("a clean-up changes no count", () => {
  fc.assert(
    fc.property(fc.array(status.filter((each) => each !== "TERMINATED")), (statuses) => {
      const before = statuses.map((each) => ({ status: each, cameTo: null }));
      const after = statuses.map((each) => ({ status: "TERMINATED" as const, cameTo: each }));
      expect(countServers(after)).toEqual(countServers(before));
    }),
  );
});

test("a server that was never checked is launched, not failed and not healthy", () => {
  expect(resultOf({ status: "TERMINATED", cameTo: "LAUNCHED" })).toBe("LAUNCHED");
  expect(countServers([{ status: "TERMINATED", cameTo: "LAUNCHED" }])).toMatchObject({ launched: 1, failed: 0 });
});
