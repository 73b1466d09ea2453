import { expect, test } from "vitest";
import { toDuration, toStamp } from "./stamps.ts";

test.each([
  [0, "1970-01-01T00:00:00.000000+00:00"],
  [Date.UTC(2022, 11, 7, 19, 15, 38, 846) + 0.75, "2022-12-07T19:15:38.846750+00:00"],
  [Date.UTC(2022, 11, 7, 19, 15, 38, 6), "2022-12-07T19:15:38.006000+00:00"],
  [Date.UTC(2026, 1, 28, 23, 59, 59, 999) + 0.5, "2026-02-28T23:59:59.999500+00:00"],
])("the moment %f is stamped %s", (wall, stamp) => {
  expect(toStamp(wall)).toBe(stamp);
  expect(toStamp(wall)).toBe(stamp);
});

test.each([
  [0, "P0D"],
  [61, "PT1M1S"],
  [90_000, "P1DT1H"],
  [172_800, "P2D"],
])("%d seconds last %s", (seconds, duration) => {
  expect(toDuration(seconds)).toBe(duration);
});
