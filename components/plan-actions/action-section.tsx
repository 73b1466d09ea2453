"use client";

import clsx from "clsx";
import { useEffect, useRef, useState } from "react";

import { formatNoun } from "#components/ui/format.ts";
import { PanelSection } from "#components/recovery-plans/panel-section.tsx";
import type { WavePartProps } from "#components/recovery-plans/wave-failure-policy.tsx";
import { type ActionKind, type ActionStage, MAX_ACTIONS } from "#lib/domain/actions/action-kind.ts";

import { actionGroups, moveAction, placeAction, stageOf } from "./action-list.ts";
import { ActionRow, MOVE_HELP_ID, moveHandleId } from "./action-row.tsx";
import { AddActionMenu } from "./add-action-menu.tsx";
import type { DraftAction } from "./draft-action.ts";
import { EMPTY } from "./typed.ts";
import { useDropPlace } from "./use-drop-place.ts";

export const STAGE_TITLE: Record<ActionStage, string> = { BEFORE: "Before launch", AFTER: "After launch" };

const NOTHING: Record<ActionStage, string> = {
  BEFORE: "The servers are launched at once.",
  AFTER: "The wave is over when its servers are healthy.",
};

type ActionSectionProps = WavePartProps & {
  stage: ActionStage;
  onAdd: (kind: ActionKind, when: ActionStage) => void;
  onOpen: (id: string) => void;
};

/** The actions of a stage in their order; those side by side stand behind one bracket. */
export function ActionSection(props: ActionSectionProps) {
  const { editor, problems, isReadOnly, wave, stage, onAdd, onOpen } = props;
  const [news, setNews] = useState("");
  const moved = useRef<string | null>(null);
  const groups = actionGroups(wave.actions, stage);
  const count = stageOf(wave.actions, stage).length;
  const drop = useDropPlace((id, place) => {
    editor.editActions(wave.key, placeAction(wave.actions, id, { when: stage, place }));
  });
  // A row that changes its place in the document loses the focus.
  useEffect(() => {
    if (moved.current !== null) document.getElementById(moveHandleId(moved.current))?.focus();
    moved.current = null;
  });
  function move(action: DraftAction, step: 1 | -1): void {
    const actions = moveAction(wave.actions, action.id, step);
    if (actions === wave.actions) return;
    moved.current = action.id;
    editor.editActions(wave.key, actions);
    const place = stageOf(actions, stage).findIndex(({ id }) => id === action.id) + 1;
    setNews(`${action.name} is now ${place} of ${count}.`);
  }
  return (
    <PanelSection
      title={STAGE_TITLE[stage]}
      note={
        !isReadOnly && (
          <AddActionMenu
            label={`Add an action ${STAGE_TITLE[stage].toLowerCase()}`}
            blocked={wave.actions.length >= MAX_ACTIONS ? `A wave can have ${MAX_ACTIONS} actions.` : undefined}
            isAfter={stage === "AFTER"}
            onAdd={(kind) => onAdd(kind, stage)}
          />
        )
      }
    >
      {count === 0 && (
        <p {...drop.zone(0)} className={clsx("text-xs text-ink-muted", drop.at === 0 && DROP_HERE)}>
          {NOTHING[stage]}
        </p>
      )}
      {count > 0 && (
        <ol className="grid gap-1.5">
          {groups.map((group, index) => {
            const before = groups.slice(0, index).reduce((sum, each) => sum + each.length, 0);
            const rows = group.map((action, place) => (
              <ActionRow
                key={action.id}
                action={action}
                problem={problemOf(problems, wave.key, action)}
                isReadOnly={isReadOnly}
                drop={drop}
                place={before + place}
                onMove={(step) => move(action, step)}
                onOpen={() => onOpen(action.id)}
              />
            ));
            if (group.length === 1) return rows;
            return (
              <li key={group[0]?.id} className="border-l-2 border-control pl-1.5">
                <p className="mb-1 text-2xs text-ink-faint">Side by side</p>
                <ol className="grid gap-1.5">{rows}</ol>
              </li>
            );
          })}
        </ol>
      )}
      {!isReadOnly && count > 1 && (
        <p id={`${MOVE_HELP_ID}-${stage}`} className="sr-only">
          Arrow keys up and down move it.
        </p>
      )}
      <p role="status" className="sr-only">
        {news}
      </p>
    </PanelSection>
  );
}

const DROP_HERE = "rounded-sm outline-2 outline-accent";

/** What keeps the action from being saved, in a line: its fields say more. */
function problemOf(
  problems: WavePartProps["problems"],
  waveKey: string,
  { id }: Pick<DraftAction, "id">,
): string | undefined {
  const prefix = `${waveKey}/actions/${id}/`;
  const own = [...problems].flatMap(([key, words]) => (key.startsWith(prefix) ? words : []));
  return own.length > 1 || own[0] === EMPTY ? `${formatNoun(own.length, "field")} to fill in or to correct.` : own[0];
}
