"use client";

import { Ban, CirclePause, CirclePlay, Hand } from "lucide-react";

import { Button, ButtonLink } from "#components/ui/button.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { isPaused } from "#lib/domain/execution-status.ts";
import { useDenied } from "#lib/query/me.ts";

import { kindWord, whyNotCancelled, whyNotPaused } from "./control-words.ts";
import { tasksToDo } from "./action-progress.ts";
import { useAsks } from "./execution-asks.ts";
import { DECISION_ID, ENGINE_CARD_ID, TASK_ID } from "./page-anchors.ts";
import { decisionCall, taskCall, wavesToDecide } from "./waves-to-decide.ts";

/** On a phone what waits for a person stands at the bottom, wherever the reader is on the page. */
export function DecisionDock({ execution }: { execution: ExecutionView }) {
  const { ask, denied } = useAsks();
  const notControlled = useDenied("execution:control");
  const call = callOf(execution);
  if (call === null) return null;
  const isHeld = isPaused(execution.status);
  return (
    <div
      role="group"
      aria-label="Actions"
      className="fixed inset-x-0 bottom-0 z-(--z-bar) flex gap-2 border-t border-line-strong bg-surface px-3 py-2 sm:hidden"
    >
      <ButtonLink href={`#${call.target}`} variant="primary" icon={<Hand />} className="min-w-0 flex-1">
        <span className="truncated">{call.words}</span>
      </ButtonLink>
      <Button
        icon={isHeld ? <CirclePlay /> : <CirclePause />}
        aria-label={isHeld ? "Resume…" : "Pause…"}
        disabledReason={notControlled ?? whyNotPaused(execution.status)}
        onClick={() => ask({ kind: isHeld ? "resume" : "pause" })}
      />
      <Button
        variant="danger"
        icon={<Ban />}
        aria-label={`Cancel ${kindWord(execution)}…`}
        disabledReason={denied ?? whyNotCancelled(execution.status)}
        onClick={() => ask({ kind: "cancel" })}
      />
    </div>
  );
}

function callOf({ waves, engine }: ExecutionView): { words: string; target: string } | null {
  if (wavesToDecide(waves).length > 0) return { words: decisionCall(waves), target: DECISION_ID };
  if (tasksToDo(waves).length > 0) return { words: taskCall(waves), target: TASK_ID };
  return engine.state === "STOPPED" ? { words: "Decide: revive the execution", target: ENGINE_CARD_ID } : null;
}
