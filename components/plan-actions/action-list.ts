import type { Action, ActionInput } from "#lib/domain/actions/action.ts";
import type { ActionStage } from "#lib/domain/actions/action-kind.ts";
import { nameKey } from "#lib/domain/names.ts";

import { actionInput, type DraftAction, draftAction } from "./draft-action.ts";

export type ActionList = readonly DraftAction[];

/** The actions of a plan's wave in the order in which they run: before the launch, then after it, each by groups. */
export function draftActions(actions: readonly Action[]): DraftAction[] {
  return (["BEFORE", "AFTER"] as const).flatMap((stage) => {
    const own = actions.filter(({ when }) => when === stage).toSorted((a, b) => a.group - b.group);
    return own.map((action, place) => draftAction(action, own[place - 1]?.group === action.group));
  });
}

/** What is sent, in the order of the draft: actions that run side by side get one number. */
export function actionInputs(actions: ActionList): ActionInput[] {
  return (["BEFORE", "AFTER"] as const).flatMap((stage) =>
    actionGroups(actions, stage).flatMap((group, number) => group.map((action) => actionInput(action, number))),
  );
}

export function stageOf(actions: ActionList, stage: ActionStage): DraftAction[] {
  return actions.filter(({ when }) => when === stage);
}

/** The actions of a stage, those together that run side by side. */
export function actionGroups(actions: ActionList, stage: ActionStage): DraftAction[][] {
  const groups: DraftAction[][] = [];
  for (const action of stageOf(actions, stage)) {
    const last = groups.at(-1);
    if (last === undefined || !action.isBeside) groups.push([action]);
    else last.push(action);
  }
  return groups;
}

export function addAction(actions: ActionList, action: DraftAction): DraftAction[] {
  return ordered([...actions, action]);
}

export function removeAction(actions: ActionList, id: string): DraftAction[] {
  return ordered(actions.filter((action) => action.id !== id));
}

export function editAction(actions: ActionList, id: string, patch: Partial<DraftAction>): DraftAction[] {
  return ordered(actions.map((action) => (action.id === id ? ({ ...action, ...patch } as DraftAction) : action)));
}

/** Puts an action at a place of a stage, counted without it. */
export function placeAction(
  actions: ActionList,
  id: string,
  { when, place }: { when: ActionStage; place: number },
): ActionList {
  const moved = actions.find((action) => action.id === id);
  if (moved === undefined) return actions;
  const rest = actions.filter((action) => action.id !== id);
  const own = stageOf(rest, when);
  const isBeside = moved.when === when && moved.isBeside;
  const next = [...own.slice(0, Math.max(0, place)), { ...moved, when, isBeside }, ...own.slice(Math.max(0, place))];
  return ordered([...next, ...rest.filter((action) => action.when !== when)]);
}

/** One place up or down within its stage; the same list at its end. */
export function moveAction(actions: ActionList, id: string, step: 1 | -1): ActionList {
  const moved = actions.find((action) => action.id === id);
  if (moved === undefined) return actions;
  const own = stageOf(actions, moved.when);
  const place = own.findIndex((action) => action.id === id) + step;
  if (place < 0 || place >= own.length) return actions;
  return placeAction(actions, id, { when: moved.when, place });
}

/** `Webhook`, or `Webhook 2` where the wave has one. */
export function freeName(actions: ActionList, name: string): string {
  const taken = new Set(actions.map((action) => nameKey(action.name)));
  for (let number = 2, free = name; ; number += 1) {
    if (!taken.has(nameKey(free))) return free;
    free = `${name} ${number}`;
  }
}

/** Before comes before after, and the first of a stage has none before it. */
function ordered(actions: ActionList): DraftAction[] {
  return (["BEFORE", "AFTER"] as const).flatMap((stage) =>
    stageOf(actions, stage).map((action, place) =>
      place === 0 && action.isBeside ? { ...action, isBeside: false } : action,
    ),
  );
}
