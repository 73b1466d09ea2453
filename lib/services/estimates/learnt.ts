import type { DatabaseClient } from "#lib/db/client.ts";
import { historyMark, listDurationSamples } from "#lib/db/duration-samples.ts";
import { type Durations, learnDurations, preferOwn } from "#lib/domain/estimate/durations.ts";

/** Of so many plans what was learnt is remembered. */
const MOST_PLANS = 1000;

/** What was learnt from all that had ended by then; by plan where a plan was asked for. */
type Memory = { mark: string; all: Promise<Durations>; own: Map<string, Promise<Durations>> };

const memories = new WeakMap<DatabaseClient, Memory>();

/** `mark` tells the histories apart that were learnt from. */
type Learnt = { durations: Durations; mark: string };

/** How long steps take, by the history of the plan and of all. Learnt again only when another execution has ended. */
export async function learntDurations(db: DatabaseClient, planId: string | null): Promise<Learnt> {
  const mark = await historyMark(db);
  const memory = memoryOf(db, mark);
  const all = await forgettingFailure(db, memory.all);
  if (planId === null) return { durations: all, mark };
  const own = memory.own.get(planId) ?? learn(db, planId);
  if (memory.own.size < MOST_PLANS) memory.own.set(planId, own);
  return { durations: preferOwn(all, await forgettingFailure(db, own)), mark };
}

function memoryOf(db: DatabaseClient, mark: string): Memory {
  const known = memories.get(db);
  if (known !== undefined && known.mark === mark) return known;
  const memory: Memory = { mark, all: learn(db, null), own: new Map() };
  memories.set(db, memory);
  return memory;
}

async function learn(db: DatabaseClient, planId: string | null): Promise<Durations> {
  return learnDurations(await listDurationSamples(db, planId), planId);
}

/** What could not be read is read again the next time. */
async function forgettingFailure(db: DatabaseClient, learning: Promise<Durations>): Promise<Durations> {
  try {
    return await learning;
  } catch (error) {
    memories.delete(db);
    throw error;
  }
}
