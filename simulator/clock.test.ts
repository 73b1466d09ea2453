import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Clock, LONGEST_CLOCK_HISTORY, wallNow, type ClockSegment } from "./clock.ts";
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

/** A stretch, and how far time jumped (in simulated milliseconds) or stood still (in wall-clock ones) at its beginning. */
type Stretch = { speed: number; milliseconds: number; jump: number; pause: number };

const START = Date.UTC(2026, 10, 23);
const stretch = fc.record({
  speed: fc.double({ min: 0.01, max: 100_000, noNaN: true }),
  milliseconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  jump: fc.constantFrom(0, 60_000, 3_600_000, 30 * 86_400_000),
  pause: fc.constantFrom(0, 0, 86_400_000),
});

function clockOf(stretches: readonly Stretch[]): Clock {
  let [wall, sim] = [START, START];
  const segments = stretches.map(({ speed, milliseconds, jump, pause }): ClockSegment => {
    const segment = { wall: wall + pause, sim: sim + jump, speed };
    wall = segment.wall + milliseconds;
    sim = segment.sim + milliseconds * speed;
    return segment;
  });
  return new Clock(segments);
}

describe("a clock with any history", () => {
  const histories = fc.array(stretch, { minLength: 1, maxLength: 8 });
  const moments = fc.array(fc.double({ min: -1e6, max: 1e8, noNaN: true }), { minLength: 2, maxLength: 20 });
  const isAscending = (all: number[]) => all.every((each, index) => each >= (all[index - 1] ?? each));

  test("never goes backwards, in either direction", () => {
    fc.assert(
      fc.property(histories, moments, (history, offsets) => {
        const clock = clockOf(history);
        const ascending = offsets.map((each) => START + each).sort((a, b) => a - b);
        return (
          isAscending(ascending.map((each) => clock.wallOf(each))) &&
          isAscending(ascending.map((each) => clock.simOf(each)))
        );
      }),
    );
  });

  test("finds its way back, but from inside a jump to the jump's end and from inside a pause to the pause's end", () => {
    fc.assert(
      fc.property(histories, moments, (history, offsets) => {
        const clock = clockOf(history);
        const rounding = 1 + 1e-3 * clock.speed;
        for (const moment of offsets.map((each) => START + each)) {
          expect(clock.simOf(clock.wallOf(moment) + 1e-3)).toBeGreaterThanOrEqual(moment - rounding);
          expect(clock.wallOf(clock.simOf(moment) + rounding)).toBeGreaterThanOrEqual(moment - 1e-2);
        }
      }),
    );
  });

  test("puts what happened until now at no future moment, whatever was done to it", () => {
    const action = fc.oneof(
      fc.double({ min: 0.1, max: 1e6, noNaN: true }).map((speed) => (clock: Clock) => clock.setSpeed(speed)),
      fc.integer({ min: 1, max: 2_592_000 }).map((seconds) => (clock: Clock) => clock.advance(seconds * 1000)),
      fc.constant((clock: Clock) => clock.resume([...clock.segments], wallNow())),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
        const clock = Clock.starting(60);
        for (const act of actions) {
          const before = clock.now();
          act(clock);
          expect(clock.now()).toBeGreaterThanOrEqual(before);
          expect(clock.wallOf(clock.now())).toBeLessThanOrEqual(wallNow() + 0.1);
        }
      }),
    );
  });

  test("forgets its oldest stretches rather than growing without end", () => {
    const clock = Clock.starting(60);
    for (let jump = 0; jump < LONGEST_CLOCK_HISTORY + 10; jump += 1) clock.advance(1);
    expect(clock.segments).toHaveLength(LONGEST_CLOCK_HISTORY);
  });
});

describe("a jump", () => {
  test("happens at one wall-clock moment and is seen at once", () => {
    const clock = new Clock([
      { wall: 1000, sim: 1000, speed: 10 },
      { wall: 2000, sim: 61_000, speed: 10 },
    ]);
    expect([clock.wallOf(11_000), clock.wallOf(30_000), clock.wallOf(61_000)]).toEqual([2000, 2000, 2000]);
    expect([clock.wallOf(6000), clock.wallOf(71_000)]).toEqual([1500, 3000]);
    expect(clock.simOf(2000)).toBe(61_000);
  });
});

test("a clock that takes over a history goes on from its moment, however long ago that was", () => {
  const clock = Clock.starting(1);
  clock.resume([{ wall: 1000, sim: 50_000, speed: 10 }], 3000);
  expect(clock.speed).toBe(10);
  expect(clock.now()).toBeGreaterThanOrEqual(70_000);
  expect(clock.now()).toBeLessThan(80_000);
  expect(clock.simOf(2000)).toBe(60_000);
  expect(clock.simOf(1_000_000)).toBe(70_000);
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
