import type { ChangeFeed } from "#lib/db/changes.ts";
import { databaseNow } from "#lib/db/clock.ts";
import {
  claimDeliveries,
  type Delivery,
  type DeliveryContent,
  type DeliveryEnd,
  endAttempt,
  readClaimed,
} from "#lib/db/deliveries.ts";
import { nextAttempt } from "#lib/domain/notifications/next-attempt.ts";
import type { Log } from "#lib/log.ts";
import { setTimeout as delay } from "node:timers/promises";

import { NotDeliveredError, type SendMeans, sendNotification } from "./send-notification.ts";

export type DeliveryJob = SendMeans & { changes: ChangeFeed; workerId: string; log: Log };

const LOOK_EVERY_MS = 5000;
/** Between two looks, however much changes meanwhile. */
const BREATH_MS = 200;
/** Calls that one worker has under way at once, in all and to one channel. */
const AT_ONCE = 200;
const LANES = 4;
const CALL_SECONDS = 10;
/** A call, reading before it and saving after it. */
const CLAIM_SECONDS = 30;
/** How long calls may go on once the worker leaves. */
const LAST_CALLS_MS = 3000;
const MAX_ANSWER_BYTES = 4096;

/**
 * Sends notifications until the worker leaves: each at least once, again and again for a day where it does not arrive. A
 * channel that hangs holds up nobody but itself.
 */
export async function keepNotifying(job: DeliveryJob, leaving: AbortSignal): Promise<void> {
  const inHand = new Map<string, { channelId: string; work: Promise<void> }>();
  const hurry = new AbortController();
  let freed = Promise.withResolvers<undefined>();
  leaving.addEventListener("abort", () => setTimeout(() => hurry.abort(), LAST_CALLS_MS).unref(), { once: true });

  function take(delivery: Delivery): void {
    const work = attempt(job, delivery, hurry.signal)
      .catch((error: unknown) => {
        job.log.error({ err: error, deliveryId: delivery.id }, "A notification could not be saved; it is sent again");
      })
      .finally(() => {
        inHand.delete(delivery.id);
        freed.resolve(undefined);
      });
    inHand.set(delivery.id, { channelId: delivery.channelId ?? "", work });
  }

  async function look(): Promise<void> {
    const { db } = job.context;
    const perChannel = Map.groupBy(inHand.values(), ({ channelId }) => channelId);
    const claim = {
      ...{ owner: job.workerId, seconds: CLAIM_SECONDS, at: await databaseNow(db), lanes: LANES },
      limit: AT_ONCE - inHand.size,
      inHand: Object.fromEntries([...perChannel].map(([channelId, held]) => [channelId, held.length])),
    };
    for (const delivery of await claimDeliveries(db, claim)) take(delivery);
  }

  while (!leaving.aborted) {
    const pass = new AbortController();
    freed = Promise.withResolvers();
    // Listened for before the look, so that what comes during it is not missed.
    const change = job.changes.waitForAny(LOOK_EVERY_MS, AbortSignal.any([leaving, pass.signal]));
    await look().catch((error: unknown) => job.log.warn({ err: error }, "Notifications could not be read"));
    await Promise.race([change, freed.promise]);
    pass.abort();
    await delay(BREATH_MS, undefined, { signal: leaving }).catch(() => undefined);
  }
  await Promise.all([...inHand.values()].map(({ work }) => work));
}

/** Sends a delivery once and writes down what came of it. */
async function attempt(job: DeliveryJob, delivery: Delivery, hurry: AbortSignal): Promise<void> {
  const { db } = job.context;
  const content = await readClaimed(db, delivery);
  if (content === null) return;
  const end = await outcomeOf(job, content, hurry);
  if (end.status !== "DELIVERED") {
    const { id, channelName, kind, attempts } = content;
    job.log.warn({ deliveryId: id, channel: channelName, kind, attempts, reason: end.lastError }, "Not delivered");
  }
  await endAttempt(db, delivery, end);
}

async function outcomeOf(job: DeliveryJob, content: DeliveryContent, hurry: AbortSignal): Promise<DeliveryEnd> {
  const { db } = job.context;
  const calls = new AbortController();
  try {
    const signal = AbortSignal.any([hurry, calls.signal]);
    const { answer, warning } = await inTime(sendNotification(job, content, signal), signal);
    return {
      ...{ status: "DELIVERED", deliveredAt: await databaseNow(db) },
      ...{ answer: keepable(answer), lastError: warning === null ? null : keepable(warning) },
    };
  } catch (error) {
    const answer = error instanceof NotDeliveredError ? error.answer : null;
    const facts = { answer: answer === null ? null : keepable(answer), lastError: keepable(wordsOf(error)) };
    const isTest = content.kind === "TEST";
    const at = await databaseNow(db);
    const nextAttemptAt = nextAttempt({ ...content, isTest }, { at, random: Math.random() });
    return nextAttemptAt === null ? { status: "FAILED", ...facts } : { status: "PENDING", nextAttemptAt, ...facts };
  } finally {
    calls.abort();
  }
}

/** Not every step of a call can be broken off, such as asking for an address. None is waited for longer than this. */
async function inTime<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const limit = delay(CALL_SECONDS * 1000, undefined, { signal: AbortSignal.any([signal, over.signal]) }).then(
    () => Promise.reject(new NotDeliveredError(`Nothing came back within ${CALL_SECONDS} s.`)),
    () => (signal.aborted ? Promise.reject(new NotDeliveredError("The worker left before an answer came.")) : call),
  );
  try {
    return await Promise.race([call, limit]);
  } finally {
    over.abort();
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** At most 4 KiB, and nothing that PostgreSQL refuses in a text. */
function keepable(text: string): string {
  const bytes = Buffer.from(text.replaceAll("\0", "\uFFFD"));
  return bytes.length <= MAX_ANSWER_BYTES
    ? bytes.toString()
    : new TextDecoder().decode(bytes.subarray(0, MAX_ANSWER_BYTES));
}
