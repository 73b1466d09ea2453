import type { CleanupStatus } from "./execution.ts";

/** The steps of a clean-up. Each waits with its token in the database; the clean-up loop does the work. */
export const AWAIT_DUE = "await-due";
export const TERMINATE = "terminate";
export const SWEEP_LEFTOVERS = "sweep-leftovers";
export const CLEANUP_STEPS = [AWAIT_DUE, TERMINATE, SWEEP_LEFTOVERS] as const;

/** Its time came; no own instance is left; or there is nothing more to do. */
export type CleanupOutcome = "due" | "terminated" | "over";

/** What a task of a clean-up is answered by the clean-up's status alone; null while it has to wait. */
export function cleanupAnswer(step: string, status: CleanupStatus): CleanupOutcome | null {
  switch (status) {
    case "NONE":
    case "DONE":
    case "FAILED":
    case "DROPPED":
      return "over";
    case "RUNNING":
      return step === AWAIT_DUE ? "due" : null;
    case "SCHEDULED":
      return null;
  }
}
