import { Client } from "pg";

import type { Database } from "./client.ts";

const CHANNEL = "execution_changed";
const RECONNECT_MS = 1000;
const ANY = "*";

/** Says that an execution, or what else is named, changed. Delivered at commit; only a hint: nobody may be listening. */
export async function announceChange(db: Database, name: string): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${CHANNEL}, ${name})`;
}

/** Says that something is to be sent that is about no execution. */
export async function announceDelivery(db: Database): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${CHANNEL}, 'delivery')`;
}

/** Where a process hears of changes. Waiting always ends at the time limit too: hints get lost. */
export type ChangeFeed = {
  /** Resolves at the next change of the execution, after `ms`, or when the signal aborts. */
  wait: (executionId: string, ms: number, signal: AbortSignal) => Promise<void>;
  /** The same at the next change of any execution. */
  waitForAny: (ms: number, signal: AbortSignal) => Promise<void>;
  close: () => Promise<void>;
};

/** Listens on one session of its own, reconnecting for as long as the feed is open. Without `url` only time passes. */
export function openChangeFeed(url: string | null): ChangeFeed {
  const waiting = new Map<string, Set<() => void>>();
  const session = url === null ? null : keepListening(url, wakeWaiters);

  function wakeWaiters(executionId: string): void {
    for (const key of [executionId, ANY]) waiting.get(key)?.forEach((wake) => wake());
  }

  function wait(executionId: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiters = waiting.get(executionId) ?? new Set();
      waiting.set(executionId, waiters.add(wake));
      const timer = setTimeout(wake, ms);
      signal.addEventListener("abort", wake, { once: true });
      if (signal.aborted) wake();

      function wake(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        waiters.delete(wake);
        if (waiters.size === 0 && waiting.get(executionId) === waiters) waiting.delete(executionId);
        resolve();
      }
    });
  }

  return { wait, waitForAny: (ms, signal) => wait(ANY, ms, signal), close: async () => session?.close() };
}

function keepListening(url: string, onChange: (executionId: string) => void): { close: () => Promise<void> } {
  let isOpen = true;
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;

  function reconnect(): void {
    client = null;
    if (isOpen) timer = setTimeout(() => void connect(), RECONNECT_MS);
  }

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: url });
    client = next;
    next.on("notification", ({ payload }) => {
      if (payload !== undefined) onChange(payload);
    });
    // A lost session reports an error and then its end; only the end counts.
    next.on("error", () => undefined);
    next.on("end", reconnect);
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}`);
    } catch {
      next.removeListener("end", reconnect);
      await next.end().catch(() => undefined);
      reconnect();
    }
  }

  void connect();
  return {
    async close() {
      isOpen = false;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
