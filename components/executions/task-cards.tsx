"use client";

import { UserRound } from "lucide-react";
import { useRef } from "react";

import { Clock } from "#components/ui/time.tsx";
import { formatDuration } from "#components/ui/format.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { type TaskToDo, tasksToDo } from "./action-progress.ts";
import { whoDoes } from "./action-runs.tsx";
import { TASK_ID } from "./page-anchors.ts";
import { Length, useServerNow } from "./server-clock.tsx";
import { TaskForm } from "./task-form.tsx";
import { useFocusAfter } from "./use-focus-after.ts";

/** One card for each manual task that waits for a person, the oldest first. */
export function TaskCards({ execution }: { execution: ExecutionView }) {
  return tasksToDo(execution.waves).map((toDo, index) => (
    <TaskCard key={`${toDo.run.id} ${toDo.run.tries}`} executionId={execution.id} toDo={toDo} isFirst={index === 0} />
  ));
}

type TaskCardProps = { executionId: string; toDo: TaskToDo; isFirst: boolean };

function TaskCard({ executionId, toDo, isFirst }: TaskCardProps) {
  const { wave, run, task } = toDo;
  const card = useRef<HTMLElement>(null);
  useFocusAfter(card);
  const id = isFirst ? TASK_ID : `${TASK_ID}-${run.id}`;
  return (
    <section
      ref={card}
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-16 overflow-hidden rounded-lg border-2 border-attn bg-surface shadow-md"
    >
      <header className="flex min-h-[38px] items-center gap-2 bg-attn px-3.5 py-1 text-attn-on">
        <UserRound />
        <h2 id={`${id}-title`} className="min-w-0 flex-1 wrap-anywhere">
          To do: wave {wave.number}, {wave.name}
        </h2>
        <span className="shrink-0 text-right text-xs">
          <b>
            <Length from={run.startedAt} to={null} />
          </b>{" "}
          waiting
        </span>
      </header>
      <div className="px-3.5 pt-2.5 pb-3">
        <h3 className="text-lg/[22px] font-semibold wrap-anywhere">{run.name}</h3>
        <p className="mt-0.5 text-xs text-ink-muted">
          {whoDoes(task)}. {run.startedAt !== null && <Since at={run.startedAt} />}
          <Limits toDo={toDo} />
        </p>
        <p
          tabIndex={0}
          aria-label="What is to be done"
          className="mt-2 max-h-60 overflow-y-auto rounded-sm bg-sunken px-2.5 py-1.5 text-sm wrap-anywhere whitespace-pre-wrap"
        >
          {task.instructions}
        </p>
        <TaskForm executionId={executionId} toDo={toDo} isFirst={isFirst} />
      </div>
    </section>
  );
}

function Since({ at }: { at: string }) {
  return (
    <>
      Asked at <Clock at={at} />.
    </>
  );
}

/** When others are told, and when it fails because nobody did it. */
function Limits({ toDo: { run, task } }: { toDo: TaskToDo }) {
  const now = useServerNow();
  if (now === null) return null;
  const left = run.deadlineAt === null ? null : Math.max(0, Date.parse(run.deadlineAt) - now) / 1000;
  const isEscalated = task.escalatesAt !== null && Date.parse(task.escalatesAt) <= now;
  return (
    <>
      {task.escalatesAt !== null && (
        <span className={isEscalated ? "font-medium text-attn-ink" : ""}>
          {" "}
          {isEscalated ? "Others were told at " : "Others are told at "}
          <Clock at={task.escalatesAt} />.
        </span>
      )}
      {left !== null && <span className="tabular-nums"> Fails in {formatDuration(left)}.</span>}
    </>
  );
}
