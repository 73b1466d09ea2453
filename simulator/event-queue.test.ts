import fc from "fast-check";
import { expect, test } from "vitest";
import { Clock } from "./clock.ts";
import { EventQueue } from "./event-queue.ts";
import { until } from "./test-bench.ts";

test("events run in the order of their moments, whatever order they were added in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 40 }), async (delays) => {
      const clock = Clock.starting(1_000_000);
      const ran: number[] = [];
      const queue = new EventQueue<{ at: number }>(clock, (event) => ran.push(event.at));
      const start = clock.now();
      for (const delay of delays) queue.add({ at: start + delay });
      await until(() => ran.length === delays.length);
      expect(ran).toEqual(ran.toSorted((a, b) => a - b));
      expect(queue.pending()).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
