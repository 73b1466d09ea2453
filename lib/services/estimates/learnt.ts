import type { DatabaseClient } from "#lib/db/client.ts";
import { historyMark, listDurationSamples } from "#lib/db/duration-samples.ts";
import { type Durations, learnDurations, preferOwn } from "#lib/domain/estimate/durations.ts";

/** `mark` tells the histories apart that were learnt from. */
type Learnt = { mark: string; durations: Durations };
type Learning = { mark: string; durations: Promise<Durations> };

/** Of so many plans what was learnt is remembered. */
const MOST_PLANS = 1000;

/** What was learnt from the history of each plan and, under null, of all. */
const memories = new WeakMap<DatabaseClient, Map<string | null, Learning>>();

/** How long steps take, by the history of the plan and of all. Learnt again only when another execution has ended. */
export async function learntDurations(db: DatabaseClient, planId: string | null): Promise<Learnt> {
  const [all, own] = await Promise.all([learn(db, null), planId === null ? null : learn(db, planId)]);
  if (own === null) return all;
  return { mark: `${all.mark} ${own.mark}`, durations: preferOwn(all.durations, own.durations) };
}

async function learn(db: DatabaseClient, planId: string | null): Promise<Learnt> {
  const mark = await historyMark(db, planId);
  const memory = memoryOf(db);
  let learning = memory.get(planId);
  if (learning === undefined || learning.mark !== mark) {
    learning = { mark, durations: read(db, planId) };
    memory.set(planId, learning);
  }
  try {
    return { mark, durations: await learning.durations };
  } catch (error) {
    // What could not be read is read again the next time.
    if (memory.get(planId) === learning) memory.delete(planId);
    throw error;
  }
}

async function read(db: DatabaseClient, planId: string | null): Promise<Durations> {
  return learnDurations(await listDurationSamples(db, planId), planId);
}

function memoryOf(db: DatabaseClient): Map<string | null, Learning> {
  const known = memories.get(db) ?? new Map<string | null, Learning>();
  if (known.size > MOST_PLANS) known.clear();
  memories.set(db, known);
  return known;
}
