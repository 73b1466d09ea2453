"use client";

import { CircleX } from "lucide-react";

import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import type { ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";
import type { OnFailure } from "#lib/domain/wave-policy.ts";
import { useCompleteTask } from "#lib/query/execution-controls.ts";

import { useAsks } from "./execution-asks.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { Sentences } from "./sentences.tsx";

type FailTaskDialogProps = {
  execution: ExecutionView;
  wave: ExecutionWaveView;
  run: ActionRunView;
  onClose: () => void;
};

/** A person says that a manual task cannot be done, and why. */
export function FailTaskDialog({ execution, wave, run, onClose }: FailTaskDialogProps) {
  const { denied } = useAsks();
  const complete = useCompleteTask(execution.id, run.id);
  return (
    <ReasonDialog
      title={`“${run.name}” cannot be done`}
      button="Say that it cannot be done"
      icon={<CircleX />}
      isReasonNeeded
      denied={denied}
      blocked={run.state === "RUNNING" ? undefined : "Its state has changed meanwhile."}
      send={{
        mutate: ({ comment }, options) => complete.mutate({ outcome: "FAILED", comment }, options),
        isPending: complete.isPending,
        error: complete.error,
      }}
      onClose={onClose}
    >
      <Sentences sentences={["It stays on the record with your reason.", consequence(wave, run.onFailure)]} />
    </ReasonDialog>
  );
}

function consequence({ number }: ExecutionWaveView, onFailure: OnFailure): string {
  switch (onFailure) {
    case "ASK":
      return `Wave ${number} then waits for a decision: retry, continue without it, or abort.`;
    case "CONTINUE":
      return `Wave ${number} goes on without it.`;
    case "ABORT":
      return `Wave ${number} ends Failed at once.`;
  }
}
