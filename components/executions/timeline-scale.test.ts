import { expect, test } from "vitest";

import { placeOf, ticksOf, timeScale } from "./timeline-scale.ts";

const START = Date.parse("2026-11-24T03:02:00Z");
const MINUTE = 60_000;

test("the axis begins at the start and leaves room after what is known", () => {
  const scale = timeScale({ from: START, known: START + 10 * MINUTE, target: null });
  expect(placeOf(scale, START)).toBe(0);
  expect(placeOf(scale, START + 10 * MINUTE)).toBeGreaterThan(80);
  expect(placeOf(scale, START + 10 * MINUTE)).toBeLessThan(90);
});

test("a target that is near stays on the axis", () => {
  const target = START + 45 * MINUTE;
  const scale = timeScale({ from: START, known: START + 12 * MINUTE, target });
  expect(placeOf(scale, target)).toBeLessThan(100);
});

test("a target that is far does not squeeze the first minutes", () => {
  const scale = timeScale({ from: START, known: START + 2 * MINUTE, target: START + 480 * MINUTE });
  expect(placeOf(scale, START + 2 * MINUTE)).toBeGreaterThan(50);
});

test("an execution that has just begun still has an axis", () => {
  const scale = timeScale({ from: START, known: START, target: null });
  expect(scale.to - scale.from).toBe(MINUTE);
});

test("ticks are round times of UTC and never more than nine", () => {
  const ticks = ticksOf({ from: START, to: START + 47 * MINUTE });
  expect(ticks.map((tick) => tick.label)).toEqual(["03:10", "03:20", "03:30", "03:40"]);
  expect(ticksOf({ from: START + 1, to: START + 40_000 }).map((tick) => tick.label)[0]).toBe("03:02:05");
});

test("times outside the axis stay at its ends", () => {
  const scale = { from: START, to: START + MINUTE };
  expect(placeOf(scale, START - MINUTE)).toBe(0);
  expect(placeOf(scale, START + 2 * MINUTE)).toBe(100);
});
