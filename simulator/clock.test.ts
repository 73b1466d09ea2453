import { describe, expect, test } from "vitest";
import { Clock } from "./clock.ts";
import { toDuration, toStamp } from "./stamps.ts";

describe("the clock", () => {
  test("keeps the past where it was when the speed changes", () => {
    const clock = new Clock([
      { wall: 1000, sim: 1000, speed: 10 },
      { wall: 2000, sim: 11_000, speed: 100 },
    ]);
    expect(clock.wallOf(6000)).toBe(1500);
    expect(clock.wallOf(21_000)).toBe(2100);
    expect(clock.simOf(1500)).toBe(6000);
    expect(clock.simOf(500)).toBe(-4000);
  });

  test("runs as fast as told", () => {
    const clock = Clock.starting(60);
    const [wall, sim] = [clock.wallOf(0), clock.now()];
    clock.setSpeed(1);
    expect(clock.speed).toBe(1);
    expect(clock.now()).toBeGreaterThanOrEqual(sim);
    expect(clock.wallOf(0)).toBe(wall);
  });
});

describe("stamps", () => {
  test("have microseconds and an offset", () => {
    expect(toStamp(Date.UTC(2022, 11, 7, 19, 15, 38, 846) + 0.723)).toMatch(/^2022-12-07T19:15:38\.84672\d\+00:00$/);
  });

  test.each([
    [0, "P0D"],
    [330, "PT5M30S"],
    [178_329, "P2DT1H32M9S"],
    [86_400, "P1D"],
  ])("write %d seconds as %s", (seconds, text) => {
    expect(toDuration(seconds)).toBe(text);
  });
});
