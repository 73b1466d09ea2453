import type { RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";

/** What is wrong with a plan now, worst first. */
export const PLAN_STANDINGS = [
  "not-recoverable",
  "over-rpo",
  "last-failed",
  "running",
  "never-run",
  "recoverable",
] as const;
export type PlanStanding = (typeof PLAN_STANDINGS)[number];

type Plan = Pick<
  RecoveryPlanSummary,
  "name" | "serverCount" | "recoverableCount" | "worstLagSeconds" | "rpoMinutes" | "activeExecution" | "lastExecution"
>;

export function isOverRpo(plan: Pick<Plan, "worstLagSeconds" | "rpoMinutes">): boolean {
  return plan.worstLagSeconds !== null && plan.rpoMinutes !== null && plan.worstLagSeconds > plan.rpoMinutes * 60;
}

export function standingOf(plan: Plan): PlanStanding {
  if (plan.recoverableCount < plan.serverCount) return "not-recoverable";
  if (isOverRpo(plan)) return "over-rpo";
  if (plan.activeExecution !== null) return "running";
  if (plan.lastExecution?.status === "FAILED") return "last-failed";
  return plan.lastExecution === null ? "never-run" : "recoverable";
}

function missing(plan: Plan): number {
  return plan.serverCount - plan.recoverableCount;
}

/** Worst first: most servers missing, then most data lost, then by name. */
export function worstFirst<T extends Plan>(plans: readonly T[]): T[] {
  const rank = (plan: T) => PLAN_STANDINGS.indexOf(standingOf(plan));
  return [...plans].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      missing(b) - missing(a) ||
      (b.worstLagSeconds ?? 0) - (a.worstLagSeconds ?? 0) ||
      a.name.localeCompare(b.name),
  );
}
