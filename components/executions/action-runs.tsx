"use client";

import clsx from "clsx";
import { memo } from "react";

import { ACTION_KIND } from "#components/status/action-kind.tsx";
import { ActionStateLabel } from "#components/status/action-state.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { ActionStage } from "#lib/domain/actions/action-kind.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { hasFailed } from "#lib/domain/actions/outcome-of-action.ts";

import { ActionFolds } from "./action-fold.tsx";
import { isActionProblem } from "./action-progress.ts";
import { tryWords } from "./action-words.ts";
import { actionRowId } from "./page-anchors.ts";
import { Length, useServerNow } from "./server-clock.tsx";

const TITLE: Record<ActionStage, string> = { BEFORE: "Before launch", AFTER: "After launch" };

type ActionRunsProps = { wave: number; stage: ActionStage; actions: readonly ActionRunView[] };

/** What is done before the launch of a wave, or after it, in its order. */
export const ActionRuns = memo(function ActionRuns({ wave, stage, actions }: ActionRunsProps) {
  return (
    <div className="border-t border-line">
      <p className="flex h-7 items-center bg-sunken pl-[42px] text-2xs font-medium text-ink-faint max-sm:px-3">
        {TITLE[stage]}
      </p>
      <ol aria-label={`${TITLE[stage]} of wave ${wave}`}>
        {actions.map((action, index) => (
          <ActionRow key={action.id} action={action} isBeside={actions[index - 1]?.group === action.group} />
        ))}
      </ol>
    </div>
  );
});

function ActionRow({ action, isBeside }: { action: ActionRunView; isBeside: boolean }) {
  const isProblem = isActionProblem(action);
  const isTask = action.kind === "MANUAL_TASK";
  const kind = ACTION_KIND[action.kind];
  return (
    <li
      id={actionRowId(action)}
      tabIndex={-1}
      className={clsx(
        "scroll-mt-16 border-t border-line py-1.5 pr-4 pl-[42px] first:border-t-0 max-sm:px-3",
        isProblem && "bg-bad-tint shadow-[inset_3px_0_0_var(--color-bad)]",
      )}
    >
      <div className="grid grid-cols-[minmax(150px,1.15fr)_minmax(0,2fr)_minmax(150px,.95fr)_132px] items-center gap-x-3 max-sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex min-w-0 items-center gap-2 [&_.lucide]:size-3.5 [&_.lucide]:stroke-2">
          <span className="text-ink-muted" title={kind.label}>
            {kind.icon}
            <span className="sr-only">{kind.label}: </span>
          </span>
          <span className="min-w-0 font-medium wrap-anywhere">{action.name}</span>
        </div>
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 text-xs text-ink-muted tabular-nums max-sm:order-last max-sm:col-span-2">
          <ActionFacts action={action} isBeside={isBeside} />
        </div>
        <div className="text-xs text-ink-muted max-sm:order-last max-sm:col-span-2">
          <ActionTime action={action} />
        </div>
        <div className="max-sm:col-start-2 max-sm:row-start-1 [&>span]:whitespace-normal">
          <ActionStateLabel state={action.state} isTask={isTask} />
        </div>
      </div>
      <ActionMore action={action} />
    </li>
  );
}

function ActionFacts({ action, isBeside }: { action: ActionRunView; isBeside: boolean }) {
  const { task, state, isAccepted, mayHaveRunTwice } = action;
  const tries = tryWords(action);
  return (
    <>
      {isBeside && <span>Beside the one above</span>}
      {task !== null && state === "RUNNING" && <span className="wrap-anywhere">{whoDoes(task)}</span>}
      {task !== null && state !== "RUNNING" && task.takenBy !== null && <span>By {task.takenBy}</span>}
      {tries !== "" && <span>{tries}</span>}
      {mayHaveRunTwice && <Tag outline>May have run twice</Tag>}
      {hasFailed(state) && isAccepted && <Tag outline>Failure accepted</Tag>}
    </>
  );
}

/** `Olu does it`, `Asked: Ledger on-call`, `Nobody is named`. */
export function whoDoes({ takenBy, assignee }: NonNullable<ActionRunView["task"]>): string {
  if (takenBy !== null) return `${takenBy} does it`;
  return assignee === null ? "Nobody is named" : `Asked: ${assignee}`;
}

/** How long it took or runs, and how long it still may. */
function ActionTime({ action: { state, startedAt, endedAt, deadlineAt, kind } }: { action: ActionRunView }) {
  const now = useServerNow();
  if (startedAt === null || now === null) return null;
  if (state !== "RUNNING") return endedAt === null ? null : <Length from={startedAt} to={endedAt} />;
  const waitMs = Date.parse(startedAt) - now;
  if (waitMs > 0) return <span className="tabular-nums">Tried again in {formatDuration(waitMs / 1000)}</span>;
  const left = deadlineAt === null ? null : Math.max(0, Date.parse(deadlineAt) - now) / 1000;
  return (
    <span className="tabular-nums">
      {kind !== "WAIT" && <Length from={startedAt} to={null} />}
      {left !== null && (
        <span className={kind === "WAIT" ? "" : "text-ink-faint"}>
          {kind === "WAIT" ? "" : ", "}
          {formatDuration(left)} left
        </span>
      )}
    </span>
  );
}

function ActionMore({ action }: { action: ActionRunView }) {
  const { error, state } = action;
  return (
    <div className="grid max-w-180 min-w-0 gap-x-4 pl-[22px] max-sm:pl-0">
      {error !== null && <ActionError action={action} />}
      {state === "UNKNOWN" && <p className="mt-1 text-xs text-ink-muted">{UNKNOWN_MEANING}</p>}
      <ActionFolds action={action} />
    </div>
  );
}

export const UNKNOWN_MEANING = "Nobody can say whether it ran, or how it ended. Tried again, it may run twice.";

/** The service's words, or ours where no service was asked. */
export function ActionError({ action: { error, kind, state } }: { action: ActionRunView }) {
  if (kind === "MANUAL_TASK") {
    return <p className="mt-1 text-xs/[17px] wrap-anywhere">{state === "FAILED" ? `“${error ?? ""}”` : error}</p>;
  }
  return (
    <blockquote
      tabIndex={0}
      aria-label="What went wrong"
      className={clsx(
        "mono mt-1 max-h-32 overflow-y-auto rounded-r-sm border-l-3 bg-sunken px-2.5 py-1.5 text-xs/[17px] wrap-anywhere whitespace-pre-wrap",
        hasFailed(state) ? "border-bad" : "border-control",
      )}
    >
      {error}
    </blockquote>
  );
}
