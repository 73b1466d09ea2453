import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { logUpperTail, maximumScore, scoreBeyond, scoreOfTail, upperTail } from "./normal.ts";
import { spreadOf } from "./percentile.ts";
import { uniformStream } from "./random.ts";

describe("the normal distribution", () => {
  test.each([
    [0, 0.5],
    [1, 0.15865525393145707],
    [1.2815515655446004, 0.1],
    [-1.2815515655446004, 0.9],
    [3, 0.0013498980316300933],
    [6, 9.865876450376981e-10],
    [12, 1.776482112077679e-33],
  ])("exceeds %d with probability %d", (score, tail) => {
    expect(upperTail(score) / tail).toBeCloseTo(1, 5);
    expect(scoreOfTail(tail)).toBeCloseTo(score, 6);
  });

  test("has a logarithm of its tail where the tail is no number any more", () => {
    expect(upperTail(60)).toBe(0);
    expect(logUpperTail(60)).toBeCloseTo(-1805.0136, 1);
    expect(logUpperTail(20.0001) - logUpperTail(19.9999)).toBeCloseTo(-0.004, 2);
  });
});

const anyScore = fc.double({ min: -7, max: 30, noNaN: true });

test("score and tail undo each other", () => {
  fc.assert(
    fc.property(fc.double({ min: -4, max: 30, noNaN: true }), (score) => {
      expect(scoreOfTail(upperTail(score))).toBeCloseTo(score, 2);
      expect(upperTail(score) + upperTail(-score)).toBeCloseTo(1, 6);
    }),
  );
});

test("a score beyond a bound is past it, and rises with what it is drawn from and with the bound", () => {
  const anyBound = fc.double({ min: -5, max: 500, noNaN: true });
  fc.assert(
    fc.property(anyBound, anyScore, fc.double({ min: 0, max: 5, noNaN: true }), (bound, score, more) => {
      const drawn = scoreBeyond(bound, score);
      expect(drawn).toBeGreaterThanOrEqual(bound);
      expect(scoreBeyond(bound, score + more)).toBeGreaterThanOrEqual(drawn - 1e-6);
      expect(scoreBeyond(bound + more, score)).toBeGreaterThanOrEqual(drawn - 0.01);
    }),
  );
});

test("one draw for the largest of many is distributed as the largest of many draws", () => {
  const uniform = uniformStream("maximum");
  const draws = Array.from({ length: 4000 }, () => maximumScore(uniform(), 25));
  const counted = Array.from({ length: 4000 }, () =>
    Math.max(...Array.from({ length: 25 }, () => scoreOfTail(uniform()))),
  );
  expect(spreadOf(draws).p50).toBeCloseTo(spreadOf(counted).p50, 1);
  expect(spreadOf(draws).p90).toBeCloseTo(spreadOf(counted).p90, 1);
  expect(maximumScore(0.5, 1)).toBeCloseTo(0, 9);
});

test("a stream of draws is the same for the same text, another for another, and lies within 0 and 1", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (seed, other) => {
      const [a, b, c] = [seed, seed, other].map((text) => {
        const uniform = uniformStream(text);
        return Array.from({ length: 20 }, uniform);
      });
      expect(a).toEqual(b);
      if (seed !== other) expect(a).not.toEqual(c);
      expect(a?.every((draw) => draw > 0 && draw < 1)).toBe(true);
    }),
  );
});
