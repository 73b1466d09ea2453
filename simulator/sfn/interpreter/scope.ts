import { setLongTimeout } from "../../long-timeout.ts";
import { Cancelled } from "./failure.ts";

/** What ends together: an execution, the iterations of a Map, the branches of a Parallel state. */
export class Scope {
  isOver = false;
  private readonly endings = new Set<() => void>();
  private detach = (): void => undefined;

  /** Has something done when the scope ends. Answers a function that takes it back. */
  onEnd(ending: () => void): () => void {
    this.endings.add(ending);
    return () => this.endings.delete(ending);
  }

  /** A scope that ends with this one, or before. */
  child(): Scope {
    const child = new Scope();
    child.isOver = this.isOver;
    child.detach = this.onEnd(() => child.end());
    return child;
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.detach();
    for (const ending of this.endings) ending();
    this.endings.clear();
  }

  /** Waits in wall-clock milliseconds. Rejects with Cancelled when the scope ends before. */
  pause(milliseconds: number): Promise<void> {
    if (this.isOver) return Promise.reject(new Cancelled());
    return new Promise((resolve, reject) => {
      const release = this.onEnd(() => {
        timer.clear();
        reject(new Cancelled());
      });
      const timer = setLongTimeout(() => {
        release();
        resolve();
      }, milliseconds);
    });
  }
}
