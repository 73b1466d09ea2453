import type { PlanDraft } from "./draft.ts";

const DEPTH = 200;

/** A draft with its way back. Edits of one field in a row, `tag` being the same, are one step. */
export type DraftHistory = { past: readonly PlanDraft[]; draft: PlanDraft; tag: string | null };

export type DraftAction =
  { kind: "edit"; draft: PlanDraft; tag?: string } | { kind: "undo" } | { kind: "load"; draft: PlanDraft };

export function startHistory(draft: PlanDraft): DraftHistory {
  return { past: [], draft, tag: null };
}

export function draftHistory(history: DraftHistory, action: DraftAction): DraftHistory {
  switch (action.kind) {
    case "edit": {
      if (action.draft === history.draft) return history;
      const tag = action.tag ?? null;
      const isSameStep = tag !== null && tag === history.tag;
      const past = isSameStep ? history.past : [...history.past, history.draft].slice(-DEPTH);
      return { past, draft: action.draft, tag };
    }
    case "undo": {
      const before = history.past.at(-1);
      return before === undefined ? history : { past: history.past.slice(0, -1), draft: before, tag: null };
    }
    case "load":
      return startHistory(action.draft);
  }
}
