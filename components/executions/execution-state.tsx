"use client";

import { useQuery } from "@tanstack/react-query";
import { Ban, CirclePause } from "lucide-react";
import type { ReactNode } from "react";

import { FAMILY_CLASS, type Family } from "#components/ui/family.ts";
import { Clock } from "#components/ui/time.tsx";
import type { ExecutionEventView, ExecutionView } from "#lib/domain/execution.ts";
import { executionEventsQuery } from "#lib/query/executions.ts";

import { stillRunningWords } from "./control-words.ts";

type Held = { family: Family; icon: ReactNode; word: string; event: RegExp; effect: string };

/** A state that a person put it into, and in which nothing new starts; null in every other. */
function heldBy({ status, type }: ExecutionView): Held | null {
  switch (status) {
    case "PAUSED":
      return {
        family: "attn",
        icon: <CirclePause />,
        word: "Paused",
        event: /^execution\.paus/,
        effect: "Nothing new starts until somebody resumes it.",
      };
    case "CANCELLING":
      return {
        family: "idle",
        icon: <Ban />,
        word: `Cancelling the ${type === "DRILL" ? "drill" : "recovery"}`,
        event: /^execution\.(cancel|preempt)/,
        effect: "Nothing new starts any more.",
      };
    case "PENDING":
    case "AWAITING_APPROVAL":
    case "RUNNING":
    case "COMPLETED":
    case "PARTIAL":
    case "FAILED":
    case "CANCELLED":
      return null;
  }
}

/** Who paused or cancels it, or takes its servers over, since when, and what runs on all the same. */
export function ExecutionState({ execution }: { execution: ExecutionView }) {
  const held = heldBy(execution);
  return held === null ? null : <HeldLine execution={execution} held={held} />;
}

function HeldLine({ execution, held }: { execution: ExecutionView; held: Held }) {
  const { data } = useQuery(executionEventsQuery(execution.id, false));
  const event = data?.events.findLast((each) => each.severity === "person" && held.event.test(each.kind));
  return (
    <p
      role="status"
      className={`${FAMILY_CLASS[held.family]} -mx-6 mt-3 -mb-3.5 flex gap-2.5 border-t border-(--family-line) bg-(--family-tint) px-6 py-2 max-sm:-mx-3 max-sm:-mb-3 max-sm:px-3`}
    >
      <span className="mt-px text-(--family-ink)">{held.icon}</span>
      <span className="min-w-0 wrap-anywhere">
        <b className="text-(--family-ink)">{held.word}</b>
        {event !== undefined && <Since event={event} />}. {held.effect} {stillRunningWords(execution)}
      </span>
    </p>
  );
}

function Since({ event }: { event: ExecutionEventView }) {
  return (
    <>
      {event.actor !== null && ` by ${event.actor}`} since <Clock at={event.at} seconds />
      {event.detail !== null && `, “${event.detail.replace(/\.$/, "")}”`}
    </>
  );
}
