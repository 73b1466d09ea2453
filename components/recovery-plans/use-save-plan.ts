"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";

import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";
import { ApiProblem } from "#lib/query/problem.ts";
import { recoveryPlanQuery, useCreateRecoveryPlan, useUpdateRecoveryPlan } from "#lib/query/recovery-plans.ts";

import {
  type CheckActions,
  draftProblems,
  placeInvalidParams,
  waveOfProblem,
  type DraftProblems,
} from "./draft-problems.ts";
import { planInput, type PlanDraft } from "./draft.ts";
import type { PlanEditor } from "./use-plan-editor.ts";

const NONE: DraftProblems = new Map();

/** Saves the draft; nothing typed is lost when the server refuses, and what it objects to stands at its field. */
export function useSavePlan(editor: PlanEditor) {
  const { base, draft } = editor;
  const router = useRouter();
  const client = useQueryClient();
  const create = useCreateRecoveryPlan();
  const update = useUpdateRecoveryPlan(base?.id ?? "");
  const [isChecked, setIsChecked] = useState(false);
  const [checkActions, setCheckActions] = useState<CheckActions | null>(null);
  const [refused, setRefused] = useState<{ draft: PlanDraft; problem: ApiProblem } | null>(null);
  const [newest, setNewest] = useState<RecoveryPlanView | null>(null);

  /** True once it is saved. */
  async function save(version: number | null): Promise<boolean> {
    setIsChecked(true);
    setRefused(null);
    const check = await loadCheck(draft);
    setCheckActions(() => check);
    const found = draftProblems(draft, check);
    if (found.size > 0) {
      selectFirst(editor, found);
      return false;
    }
    try {
      const body = planInput(draft);
      const plan = version === null ? await create.mutateAsync(body) : await update.mutateAsync({ version, ...body });
      setIsChecked(false);
      setNewest(null);
      editor.load(plan);
      if (version === null) router.replace(`/recovery-plans/${plan.id}`);
      return true;
    } catch (error) {
      await explain(error);
      return false;
    }
  }
  async function explain(error: unknown): Promise<void> {
    if (!(error instanceof ApiProblem)) throw error;
    setRefused({ draft, problem: error });
    const placed = placeInvalidParams(draft, error.invalidParams).problems;
    if (placed.size > 0) selectFirst(editor, placed);
    if (error.code !== "VERSION_CONFLICT" || base === null) return;
    setNewest(await client.query({ ...recoveryPlanQuery(base.id), staleTime: 0 }));
  }
  return {
    isPending: create.isPending || update.isPending,
    problems: isChecked ? new Map([...draftProblems(draft, checkActions), ...serverProblems(refused, draft)]) : NONE,
    refused: refused?.problem ?? null,
    /** The version that somebody else saved meanwhile. */
    newest,
    save: () => save(base?.version ?? null),
    saveOver: () => save(newest?.version ?? null),
    forget: () => {
      setRefused(null);
      setNewest(null);
    },
  };
}

async function loadCheck(draft: PlanDraft): Promise<CheckActions | null> {
  if (draft.waves.every(({ actions }) => actions.length === 0)) return null;
  const { actionProblems } = await import("#components/plan-actions/action-problems.ts");
  return (actions) => actionProblems(actions);
}

export type SavePlan = ReturnType<typeof useSavePlan>;

/** An objection stands as long as the field says what it said when it was sent. */
function serverProblems(refused: { draft: PlanDraft; problem: ApiProblem } | null, draft: PlanDraft): DraftProblems {
  if (refused === null) return NONE;
  const { problems } = placeInvalidParams(refused.draft, refused.problem.invalidParams);
  const isSame = (key: string) => fieldText(refused.draft, key) === fieldText(draft, key);
  const placed = [...problems].filter(([key]) => isSame(key));
  const isNameTaken = refused.problem.code === "PLAN_NAME_EXISTS" && isSame("name");
  return new Map([...placed, ...(isNameTaken ? [["name", refused.problem.detail] as const] : [])]);
}

function fieldText(draft: PlanDraft, key: string): string {
  const [first = "", field, actionId, actionField] = key.split("/");
  const wave = draft.waves.find(({ key: own }) => own === first);
  const action = wave?.actions.find(({ id }) => id === actionId);
  const owner = field === undefined ? draft : actionId === undefined ? wave : action;
  const name = actionField ?? field ?? first;
  return JSON.stringify(Object.entries(owner ?? {}).find(([entry]) => entry === name));
}

function selectFirst(editor: PlanEditor, problems: DraftProblems): void {
  const first = [...problems.keys()][0];
  if (first !== undefined) editor.select(waveOfProblem(first));
}
