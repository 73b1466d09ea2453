/**
 * A stretch of constant speed. `wall` and `sim` are milliseconds at its beginning. Where it does not begin at the simulated
 * moment at which the one before ended, time jumped (ahead) or stood still (meanwhile).
 */
export type ClockSegment = { wall: number; sim: number; speed: number };

/** Segments beyond this are forgotten; what lies before the oldest one is taken to have run at its speed. */
export const LONGEST_CLOCK_HISTORY = 1000;

let lastWall = 0;

/** Wall-clock milliseconds with a microsecond fraction; never goes back within this process. */
export function wallNow(): number {
  lastWall = Math.max(lastWall + 0.001, Date.now() + (performance.now() % 1));
  return lastWall;
}

/** Simulated time: runs `speed` times faster than the wall clock, across changes of speed and jumps ahead. */
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
    return this.last.sim + Math.max(0, wallNow() - this.last.wall) * this.last.speed;
  }

  /** The wall-clock milliseconds at which a simulated moment falls or fell: that of the jump for moments inside one. */
  wallOf(sim: number): number {
    const [segment, next] = this.around((each) => each.sim <= sim);
    return Math.min(segment.wall + (sim - segment.sim) / segment.speed, next?.wall ?? Infinity);
  }

  /** The simulated milliseconds of a wall-clock moment: after the jump for the moment of one. */
  simOf(wall: number): number {
    const [segment, next] = this.around((each) => each.wall <= wall);
    return Math.min(segment.sim + (wall - segment.wall) * segment.speed, next?.sim ?? Infinity);
  }

  /** Changes the speed from now on: everything pending is rescaled, the past stays where it was. */
  setSpeed(speed: number): void {
    if (speed !== this.speed) this.begin({ sim: this.now(), speed });
  }

  /** Jumps ahead by simulated milliseconds; no wall-clock time passes. */
  advance(milliseconds: number): void {
    this.begin({ sim: this.now() + milliseconds, speed: this.speed });
  }

  /** Takes over another clock's history and goes on from its wall-clock moment `at`, as if no time had passed since. */
  resume(segments: readonly ClockSegment[], at: number): void {
    this.segments.splice(0, Infinity, ...segments);
    this.begin({ sim: Math.max(this.simOf(at), this.last.sim), speed: this.speed });
  }

  private begin({ sim, speed }: Omit<ClockSegment, "wall">): void {
    this.segments.push({ wall: Math.max(wallNow(), this.last.wall), sim, speed });
    if (this.segments.length > LONGEST_CLOCK_HISTORY) this.segments.shift();
  }

  /** The last segment that has begun, or the first one, and the one behind it. */
  private around(hasBegun: (segment: ClockSegment) => boolean): [ClockSegment, ClockSegment | undefined] {
    const index = Math.max(0, this.segments.findLastIndex(hasBegun));
    return [this.segments[index] ?? this.last, this.segments[index + 1]];
  }
}
