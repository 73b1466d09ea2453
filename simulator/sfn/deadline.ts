import { setLongTimeout, type LongTimeout } from "../long-timeout.ts";

/** A moment after which something has expired, unless it is set anew before. */
export class Deadline {
  private readonly onExpired: () => void;
  private timer: LongTimeout | undefined;
  private round = 0;

  constructor(onExpired: () => void) {
    this.onExpired = onExpired;
  }

  /** Wall-clock seconds from now. */
  set(seconds: number): void {
    this.clear();
    const { round } = this;
    // What came in before the moment counts, even if a busy process reads it after the timer rang.
    const expire = () => void setImmediate(() => this.round === round && this.onExpired());
    this.timer = setLongTimeout(expire, seconds * 1000);
  }

  clear(): void {
    this.round += 1;
    this.timer?.clear();
  }
}
