import { z } from "zod";

/** What channels can be told of. */
export const NotificationKind = z.enum([
  "EXECUTION_STARTED",
  "DECISION_WAITING",
  "TASK_WAITING",
  "DEADLINE_AT_RISK",
  "EXECUTION_ENDED",
  "CLEANUP_FAILED",
  "ENGINE_STOPPED",
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** The kind of execution event that says so once the recovery time target comes into danger. */
export const DEADLINE_EVENT = "execution.deadline-at-risk";

const OUTCOMES = ["COMPLETED", "PARTIAL", "FAILED", "CANCELLED"] as const;
export type NotifiedOutcome = (typeof OUTCOMES)[number];

const KIND_OF_EVENT: ReadonlyMap<string, NotificationKind> = new Map([
  ["execution.started", "EXECUTION_STARTED"],
  ["wave.awaiting-decision", "DECISION_WAITING"],
  ["task.waiting", "TASK_WAITING"],
  ["task.escalated", "TASK_WAITING"],
  [DEADLINE_EVENT, "DEADLINE_AT_RISK"],
  ["cleanup.failed", "CLEANUP_FAILED"],
  ["engine.stopped", "ENGINE_STOPPED"],
  ...OUTCOMES.map((outcome) => [`execution.${outcome.toLowerCase()}`, "EXECUTION_ENDED"] as const),
]);

/** Which notification an execution event makes; null for most, which make none. */
export function notificationOf(eventKind: string): NotificationKind | null {
  return KIND_OF_EVENT.get(eventKind) ?? null;
}

/** What an execution came to, as the event that ended it says; null for every other event. */
export function outcomeOf(eventKind: string): NotifiedOutcome | null {
  return OUTCOMES.find((outcome) => eventKind === `execution.${outcome.toLowerCase()}`) ?? null;
}
