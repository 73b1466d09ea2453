"use client";

import { useReducer, useState } from "react";

import type { ActionList } from "#components/plan-actions/action-list.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";

import { draftChanges, editedWaves } from "./draft-changes.ts";
import { cycleIfConnected, cycleWords } from "./draft-graph.ts";
import { draftHistory, startHistory } from "./draft-history.ts";
import {
  addWave,
  connectWaves,
  disconnectWaves,
  draftOf,
  editWave,
  emptyDraft,
  moveWave,
  numberOf,
  removeWave,
  type DraftWave,
  type PlanDraft,
} from "./draft.ts";

/** The draft of a plan, what differs from the saved one, and everything that can be done to it. */
export type PlanEditor = ReturnType<typeof usePlanEditor>;

export function usePlanEditor(plan: RecoveryPlanView | null) {
  const [base, setBase] = useState(plan);
  const [saved, setSaved] = useState(() => (plan === null ? emptyDraft() : draftOf(plan)));
  const [history, dispatch] = useReducer(draftHistory, saved, startHistory);
  const [selected, setSelected] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { draft } = history;

  function edit(next: PlanDraft, tag?: string): void {
    setRefusal(null);
    dispatch({ kind: "edit", draft: next, ...(tag !== undefined && { tag }) });
  }
  function load(newest: RecoveryPlanView): void {
    const loaded = draftOf(newest);
    const number = selected === null ? 0 : numberOf(draft, selected);
    setBase(newest);
    setSaved(loaded);
    setSelected(loaded.waves[number - 1]?.key ?? null);
    dispatch({ kind: "load", draft: loaded });
  }
  function connect(from: string, to: string): void {
    const cycle = cycleIfConnected(draft, from, to);
    if (cycle === null) edit(connectWaves(draft, from, to));
    else setRefusal(cycleWords(cycle));
  }
  function add(): void {
    edit(addWave(draft, selected));
    setSelected(String(draft.nextKey));
  }
  function remove(key: string): void {
    edit(removeWave(draft, key));
    if (selected === key) setSelected(null);
  }
  return {
    base,
    draft,
    selected: draft.waves.find((wave) => wave.key === selected) ?? null,
    changes: draftChanges(saved, draft),
    edited: editedWaves(saved, draft),
    /** A connection that was not made, in words. */
    refusal,
    canUndo: history.past.length > 0,
    select: setSelected,
    load,
    edit,
    editWave: (key: string, patch: Partial<Omit<DraftWave, "key">>) =>
      edit(editWave(draft, key, patch), `${key}/${Object.keys(patch).join()}`),
    /** Edits with one tag, such as typing in one field, are one step. */
    editActions: (key: string, actions: ActionList, tag?: string) =>
      edit(editWave(draft, key, { actions }), tag === undefined ? undefined : `${key}/actions/${tag}`),
    connect,
    disconnect: (from: string, to: string) => edit(disconnectWaves(draft, from, to)),
    add,
    remove,
    move: (key: string, toIndex: number) => edit(moveWave(draft, key, toIndex)),
    undo: () => {
      setRefusal(null);
      dispatch({ kind: "undo" });
    },
    discard: () => edit({ ...saved, nextKey: draft.nextKey }),
  };
}
