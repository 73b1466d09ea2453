"use client";

import clsx from "clsx";
import { ChevronRight, GripVertical, TriangleAlert } from "lucide-react";
import type { KeyboardEvent } from "react";

import { ACTION_KIND } from "#components/status/action-kind.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { Tag } from "#components/ui/tag.tsx";

import { mainFact, modeTag } from "./action-facts.ts";
import type { DraftAction } from "./draft-action.ts";
import { type DropPlace, startDrag } from "./use-drop-place.ts";

export const MOVE_HELP_ID = "move-action";

export function moveHandleId(actionId: string): string {
  return `move-${actionId}`;
}

type ActionRowProps = {
  action: DraftAction;
  problem: string | undefined;
  isReadOnly: boolean;
  drop: DropPlace;
  /** Its place among those of its stage, from 0. */
  place: number;
  onMove: (step: 1 | -1) => void;
  onOpen: () => void;
};

/** One action: its kind, its name, its main fact. The handle is for the mouse and for the arrow keys. */
export function ActionRow({ action, problem, isReadOnly, drop, place, onMove, onOpen }: ActionRowProps) {
  const fact = mainFact(action);
  const mode = modeTag(action);
  const kind = ACTION_KIND[action.kind];
  const name = action.name.trim() === "" ? "Unnamed action" : action.name;
  return (
    <li
      draggable={!isReadOnly}
      onDragStart={(event) => startDrag(event, action.id)}
      {...drop.zone(place)}
      className={clsx("min-w-0", drop.at === place && "rounded-md shadow-[0_-2px_0_var(--color-accent)]")}
    >
      <div
        className={clsx(
          "flex min-h-8 items-center rounded-md border bg-surface",
          problem === undefined ? "border-line-strong" : "border-bad",
        )}
      >
        {!isReadOnly && <Handle action={action} name={name} onMove={onMove} />}
        <button
          type="button"
          onClick={onOpen}
          className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md py-1 pr-2 pl-1.5 text-left hover:bg-hover [&_.lucide]:size-3.5 [&_.lucide]:stroke-2"
        >
          <span className="text-ink-muted" title={kind.label}>
            {kind.icon}
            <span className="sr-only">{kind.label}: </span>
          </span>
          <span className="truncated flex-1">{name}</span>
          {mode !== null && <Tag outline>{mode}</Tag>}
          <span
            className={clsx(
              "inline-flex max-w-32 shrink-0 items-center gap-1 text-xs tabular-nums",
              fact.isMissing ? "font-medium text-attn-ink" : "text-ink-muted",
            )}
          >
            {fact.isMissing && <TriangleAlert />}
            <span className="truncated">{fact.words}</span>
          </span>
          <ChevronRight className="text-ink-faint" />
        </button>
      </div>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
    </li>
  );
}

type HandleProps = { action: DraftAction; name: string; onMove: (step: 1 | -1) => void };

function Handle({ action, name, onMove }: HandleProps) {
  function press(event: KeyboardEvent): void {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  }
  return (
    <span
      id={moveHandleId(action.id)}
      role="button"
      tabIndex={0}
      aria-label={`Move ${name}`}
      aria-describedby={`${MOVE_HELP_ID}-${action.when}`}
      aria-keyshortcuts="ArrowUp ArrowDown"
      onKeyDown={press}
      className="grid min-h-8 w-6 shrink-0 cursor-grab place-items-center text-ink-faint [&_.lucide]:size-3.5"
    >
      <GripVertical />
    </span>
  );
}
