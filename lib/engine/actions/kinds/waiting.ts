import { ended, type Means } from "../means.ts";

const WAITS = { kind: "running", progress: null } as const;

/** Time alone ends it: it is looked at when the time is over. */
export const WAIT: Means<"WAIT"> = {
  send: () => Promise.resolve(WAITS),
  follow: () => Promise.resolve(ended("SUCCEEDED")),
};

/** A person ends it. It is looked at once, when nobody took care of it in time, and again when it expires. */
export const MANUAL_TASK: Means<"MANUAL_TASK"> = {
  send: () => Promise.resolve(WAITS),
  follow({ action, run, wave }) {
    const event = {
      kind: "task.escalated",
      severity: "problem" as const,
      wave: wave.number,
      message: `"${action.name}" waits for ${action.assignee ?? "somebody"} since ${action.escalateAfterMinutes ?? 0} min`,
    };
    return Promise.resolve({ ...WAITS, dueAt: run.deadlineAt, event });
  },
};
