import { ended, type Means } from "../means.ts";

/** Time alone ends it: it is looked at when the time is over. */
export const WAIT: Means<"WAIT"> = {
  async send() {
    return { kind: "running", progress: null };
  },
  async follow() {
    return ended("SUCCEEDED");
  },
};

/** A person ends it. It is looked at once, when nobody took care of it in time, and again when it expires. */
export const MANUAL_TASK: Means<"MANUAL_TASK"> = {
  async send() {
    return { kind: "running", progress: null };
  },
  async follow({ action, run, wave }) {
    const event = {
      kind: "action.escalated",
      severity: "problem" as const,
      wave: wave.number,
      message: `"${action.name}" waits for ${action.assignee ?? "somebody"} since ${action.escalateAfterMinutes ?? 0} min`,
    };
    return { kind: "running", progress: null, dueAt: run.deadlineAt, event };
  },
};
