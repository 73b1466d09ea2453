import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "./clock.ts";

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
/** A long catch-up lets others have the event loop this often. */
const SLICE_MS = 15;

type Entry<Event> = { event: Event; order: number };

/** Runs plain-data events at simulated moments, equal ones as they were added; its contents can be saved and loaded. */
export class EventQueue<Event extends { at: number }> {
  private readonly clock: Clock;
  private readonly run: (event: Event) => void;
  private heap: Entry<Event>[] = [];
  private added = 0;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(clock: Clock, run: (event: Event) => void) {
    this.clock = clock;
    this.run = run;
  }

  get size(): number {
    return this.heap.length;
  }

  /** Adds an event; `event.at` is in simulated milliseconds, and may lie in the past. */
  add(event: Event): void {
    this.added += 1;
    this.heap.push({ event, order: this.added });
    this.siftUp(this.heap.length - 1);
    if (this.heap[0]?.event === event) this.arm();
  }

  /** Everything pending, in the order in which it will run. */
  pending(): Event[] {
    return this.heap.toSorted((a, b) => (isEarlier(a, b) ? -1 : 1)).map(({ event }) => event);
  }

  clear(): void {
    this.heap = [];
    this.arm();
  }

  /** Nothing runs any more. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Sets the timer again; call it after the speed of the clock changed. */
  arm(): void {
    clearTimeout(this.timer);
    const head = this.heap[0];
    if (!head || this.isStopped) return;
    const delay = (head.event.at - this.clock.now()) / this.clock.speed;
    const milliseconds = Math.min(Math.max(0, Math.ceil(delay)), LONGEST_TIMEOUT_MS);
    this.timer = setTimeout(() => this.runSlice(this.clock.now()), milliseconds);
  }

  /** Runs at once, slice by slice, what is due by now, and what that plans until now; call it after the clock jumped. */
  async catchUp(): Promise<void> {
    const until = this.clock.now();
    while (this.isDue(until)) {
      this.runSlice(until);
      await nextTurn();
    }
    this.arm();
  }

  private isDue(until: number): boolean {
    const head = this.heap[0];
    return head !== undefined && head.event.at <= until && !this.isStopped;
  }

  /** Events that are left over when the slice ends are due at once: `arm` continues with them. */
  private runSlice(until: number): void {
    const end = performance.now() + SLICE_MS;
    try {
      for (let head = this.heap[0]; head && this.isDue(until) && performance.now() < end; head = this.heap[0]) {
        this.takeHead();
        this.run(head.event);
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
      const [first, second] = [this.heap[left], this.heap[left + 1]];
      const child = first && second && isEarlier(second, first) ? left + 1 : left;
      if (!this.swapIfEarlier(child, parent)) return;
      parent = child;
    }
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    const [below, above] = [this.heap[child], this.heap[parent]];
    if (!below || !above || !isEarlier(below, above)) return false;
    this.heap[parent] = below;
    this.heap[child] = above;
    return true;
  }
}

function isEarlier<Event extends { at: number }>(a: Entry<Event>, b: Entry<Event>): boolean {
  return a.event.at === b.event.at ? a.order < b.order : a.event.at < b.event.at;
}
