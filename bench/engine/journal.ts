import { setTimeout as delay } from "node:timers/promises";

import { z } from "zod";

import type { BenchDeployment } from "./deployment.ts";

const Entry = z.object({
  seq: z.number(),
  at: z.string(),
  status: z.number().nullable(),
  accountId: z.string(),
  region: z.string(),
  request: z.looseObject({ tags: z.record(z.string(), z.string()).optional() }),
});
const Answer = z.object({ items: z.array(Entry), nextAfter: z.number() });
export type Call = { at: number; status: number | null; region: string; tags: Record<string, string> };

/** Every call of an operation from now on. The simulator forgets after 20,000 calls, so that it is read as it goes. */
export type CallRecorder = { stop: () => Promise<Call[]> };

const READ_EVERY_MS = 2000;

export function recordCalls({ control }: BenchDeployment, operation: string): CallRecorder {
  const stopping = new AbortController();
  const calls = new Map<number, Call>();
  let after = 0;

  async function read(): Promise<void> {
    const answer = Answer.parse(await control("GET", `/journal?operation=${operation}&after=${after}&limit=5000`));
    for (const { seq, at, status, region, request } of answer.items) {
      calls.set(seq, { at: Date.parse(at), status, region, tags: request.tags ?? {} });
    }
    // A call that is still under way is read again for its answer.
    const open = answer.items.find((entry) => entry.status === null);
    after = open === undefined ? Math.max(after, ...calls.keys()) : open.seq - 1;
  }

  async function keepReading(): Promise<void> {
    while (!stopping.signal.aborted) {
      await read();
      await delay(READ_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await read();
  }

  const reading = keepReading();
  return {
    async stop() {
      stopping.abort();
      await reading;
      return [...calls.values()];
    },
  };
}
