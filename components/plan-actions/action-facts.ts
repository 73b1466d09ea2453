import { formatNoun, formatPeriod } from "#components/ui/format.ts";

import type { ActionList } from "./action-list.ts";
import type { DraftAction } from "./draft-action.ts";

/** What a reader wants to know first: who does it, how long it waits or may take. */
export function mainFact(action: DraftAction): { words: string; isMissing: boolean } {
  switch (action.kind) {
    case "MANUAL_TASK": {
      const assignee = action.assignee.trim();
      return assignee === "" ? { words: "Nobody", isMissing: true } : { words: assignee, isMissing: false };
    }
    case "WAIT":
      return { words: action.seconds === null ? "—" : `After ${formatPeriod(action.seconds)}`, isMissing: false };
    default: {
      const { timeoutSeconds } = action;
      return { words: timeoutSeconds === null ? "—" : formatPeriod(timeoutSeconds), isMissing: false };
    }
  }
}

/** Where it runs, if not in every execution. */
export function modeTag({ modes }: Pick<DraftAction, "modes">): string | null {
  if (modes.length !== 1) return null;
  return modes[0] === "DRILL" ? "Drills only" : "Recoveries only";
}

export type ActionCounts = { tasks: string | null; others: string | null };

/** `1 task`, and of what people do not do `2 before`, `1 after` or `3 actions`; null where there is none. */
export function actionCounts(actions: ActionList): ActionCounts {
  const tasks = actions.filter(({ kind }) => kind === "MANUAL_TASK").length;
  const others = actions.filter(({ kind }) => kind !== "MANUAL_TASK");
  const after = others.filter(({ when }) => when === "AFTER").length;
  const before = others.length - after;
  return { tasks: tasks === 0 ? null : formatNoun(tasks, "task"), others: othersWords(before, after) };
}

function othersWords(before: number, after: number): string | null {
  if (before + after === 0) return null;
  if (after === 0) return `${before} before`;
  return before === 0 ? `${after} after` : `${before + after} actions`;
}
