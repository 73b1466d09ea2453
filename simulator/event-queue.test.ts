import { setImmediate as nextTurn } from "node:timers/promises";
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

test("events of one moment run in the order in which they were added", async () => {
  const clock = Clock.starting(1);
  const ran: string[] = [];
  const queue = new EventQueue<{ at: number; name: string }>(clock, ({ name }) => ran.push(name));
  const names = Array.from({ length: 50 }, (_, index) => `event ${index}`);
  for (const name of names) queue.add({ at: 0, name });
  expect(queue.pending().map(({ name }) => name)).toEqual(names);
  await queue.catchUp();
  expect(ran).toEqual(names);
});

test("100,000 events are caught up with in slices, between which others get their turn", async () => {
  const clock = Clock.starting(1);
  let ran = 0;
  const queue = new EventQueue<{ at: number }>(clock, () => (ran += 1));
  const start = clock.now() + 3_600_000;
  for (let index = 0; index < 100_000; index += 1) queue.add({ at: start + ((index * 7919) % 100_000) });
  clock.advance(7_200_000);
  let turnsOfOthers = 0;
  const caughtUp = queue.catchUp();
  while (queue.size > 0) {
    await nextTurn();
    turnsOfOthers += 1;
  }
  await caughtUp;
  expect(ran).toBe(100_000);
  expect(turnsOfOthers).toBeGreaterThan(1);
});

test("what an event plans counts from its own moment, not from when it ran", async () => {
  const clock = Clock.starting(1_000_000);
  const moments: number[] = [];
  const queue = new EventQueue<{ at: number }>(clock, ({ at }) => {
    moments.push(at);
    if (moments.length < 1000) queue.add({ at: at + 1 });
  });
  const start = clock.now();
  queue.add({ at: start });
  await until(() => moments.length === 1000);
  expect(moments.at(-1)).toBeCloseTo(start + 999, 1);
  queue.stop();
});

test("nothing runs once the queue was stopped, though it is still known", async () => {
  const clock = Clock.starting(1);
  const queue = new EventQueue<{ at: number }>(clock, () => expect.unreachable());
  queue.add({ at: clock.now() + 60_000 });
  queue.stop();
  clock.advance(120_000);
  queue.arm();
  await queue.catchUp();
  expect(queue.size).toBe(1);
});

test("what a jump did not reach comes that much sooner", async () => {
  const clock = Clock.starting(1);
  let ran = 0;
  const queue = new EventQueue<{ at: number }>(clock, () => (ran += 1));
  queue.add({ at: clock.now() + 60_000 });
  clock.advance(59_990);
  await queue.catchUp();
  expect(ran).toBe(0);
  await until(() => ran === 1);
});
