import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { nextAttempt } from "./next-attempt.ts";

const CREATED = new Date("2026-11-24T03:00:00.000Z");

function secondsUntilNext(attempts: number, random: number, at = CREATED): number | null {
  const next = nextAttempt({ createdAt: CREATED, attempts, isTest: false }, { at, random });
  return next === null ? null : (next.getTime() - at.getTime()) / 1000;
}

describe("a notification that was not delivered", () => {
  test("is tried after twice the time at each attempt, up to 15 min", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => secondsUntilNext(attempts, 1))).toEqual([
      10, 20, 40, 80, 160, 320, 640, 900, 900,
    ]);
    expect(secondsUntilNext(1, 0)).toBe(5);
    expect(secondsUntilNext(2000, 0)).toBe(450);
  });

  test("never waits less than 5 s nor more than 15 min", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const seconds = secondsUntilNext(attempts, random);
        expect(seconds).toBeGreaterThanOrEqual(5);
        expect(seconds).toBeLessThanOrEqual(900);
      }),
    );
  });

  test("is given up 24 h after it was written, and is tried until then", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        let at: Date | null = CREATED;
        let last = CREATED;
        for (let attempts = 1; at !== null; attempts += 1) {
          expect(attempts).toBeLessThan(250);
          last = at;
          at = nextAttempt({ createdAt: CREATED, attempts, isTest: false }, { at, random });
        }
        const hours = (last.getTime() - CREATED.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThan(23.7);
        expect(hours).toBeLessThanOrEqual(24);
      }),
      { numRuns: 30 },
    );
  });
});

test("a test is tried once", () => {
  expect(nextAttempt({ createdAt: CREATED, attempts: 1, isTest: true }, { at: CREATED, random: 0 })).toBeNull();
});
