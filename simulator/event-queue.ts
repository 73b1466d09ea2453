import type { Clock } from "./clock.ts";

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** Runs plain-data events at simulated moments, in order; its contents can be saved and loaded. */
export class EventQueue<Event extends { at: number }> {
  private readonly clock: Clock;
  private readonly run: (event: Event) => void;
  private heap: Event[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock, run: (event: Event) => void) {
    this.clock = clock;
    this.run = run;
  }

  /** Adds an event; `event.at` is in simulated milliseconds, and may lie in the past. */
  add(event: Event): void {
    this.heap.push(event);
    this.siftUp(this.heap.length - 1);
    if (this.heap[0] === event) this.arm();
  }

  /** Everything pending, in no particular order. */
  pending(): readonly Event[] {
    return this.heap;
  }

  clear(): void {
    this.heap = [];
    this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Sets the timer again; call it after the speed of the clock changed. */
  arm(): void {
    this.stop();
    const head = this.heap[0];
    if (!head) return;
    const delay = (head.at - this.clock.now()) / this.clock.speed;
    this.timer = setTimeout(() => this.runDue(), Math.min(Math.max(0, Math.ceil(delay)), LONGEST_TIMEOUT_MS));
  }

  private runDue(): void {
    const now = this.clock.now();
    try {
      for (let head = this.heap[0]; head && head.at <= now; head = this.heap[0]) {
        this.takeHead();
        this.run(head);
      }
    } finally {
      this.arm();
    }
  }

  private takeHead(): void {
    const tail = this.heap.pop();
    if (!tail || this.heap.length === 0) return;
    this.heap[0] = tail;
    this.siftDown(0);
  }

  private siftUp(start: number): void {
    for (let child = start; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.swapIfEarlier(child, parent)) return;
      child = parent;
    }
  }

  private siftDown(start: number): void {
    for (let parent = start; ;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      const child = this.isEarlier(right, left) ? right : left;
      if (!this.swapIfEarlier(child, parent)) return;
      parent = child;
    }
  }

  private isEarlier(a: number, b: number): boolean {
    const [first, second] = [this.heap[a], this.heap[b]];
    return first !== undefined && second !== undefined && first.at < second.at;
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    const [below, above] = [this.heap[child], this.heap[parent]];
    if (!below || !above || below.at >= above.at) return false;
    this.heap[parent] = below;
    this.heap[child] = above;
    return true;
  }
}
