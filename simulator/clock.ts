/** A stretch of constant speed. `wall` and `sim` are milliseconds at its beginning. */
export type ClockSegment = { wall: number; sim: number; speed: number };

let lastWall = 0;

/** Wall-clock milliseconds with a microsecond fraction; never goes back within this process. */
export function wallNow(): number {
  lastWall = Math.max(lastWall + 0.001, Date.now() + (performance.now() % 1));
  return lastWall;
}

/** Simulated time: runs `speed` times faster than the wall clock, across changes of speed. */
export class Clock {
  readonly segments: ClockSegment[];

  constructor(segments: ClockSegment[]) {
    this.segments = segments;
  }

  /** A clock that starts now. */
  static starting(speed: number): Clock {
    const wall = wallNow();
    return new Clock([{ wall, sim: wall, speed }]);
  }

  get speed(): number {
    return this.last.speed;
  }

  private get last(): ClockSegment {
    const segment = this.segments.at(-1);
    if (!segment) throw new Error("A clock has at least one segment");
    return segment;
  }

  /** Simulated milliseconds now. */
  now(): number {
    return this.last.sim + (wallNow() - this.last.wall) * this.last.speed;
  }

  /** The wall-clock milliseconds at which a simulated moment falls or fell. */
  wallOf(sim: number): number {
    const segment = this.segments.findLast((each) => each.sim <= sim) ?? this.segments[0] ?? this.last;
    return segment.wall + (sim - segment.sim) / segment.speed;
  }

  /** The simulated milliseconds of a wall-clock moment. */
  simOf(wall: number): number {
    const segment = this.segments.findLast((each) => each.wall <= wall) ?? this.segments[0] ?? this.last;
    return segment.sim + (wall - segment.wall) * segment.speed;
  }

  /** Changes the speed from now on: everything pending is rescaled, the past stays where it was. */
  setSpeed(speed: number): void {
    if (speed === this.speed) return;
    const wall = wallNow();
    this.segments.push({ wall, sim: this.last.sim + (wall - this.last.wall) * this.last.speed, speed });
  }
}
