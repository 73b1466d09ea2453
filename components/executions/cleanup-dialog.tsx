"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";

import { TextField } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { nameKey } from "#lib/domain/names.ts";
import { useCleanUpExecution } from "#lib/query/execution-controls.ts";
import { useDenied } from "#lib/query/me.ts";

import { cleanupConsequences } from "./cleanup-words.ts";
import { runningInstances } from "./execution-words.ts";
import { FormDialog } from "./form-dialog.tsx";
import { Sentences } from "./sentences.tsx";

const WHEN = [
  { value: "0", label: "Now" },
  { value: "60", label: "In 1 h" },
  { value: "240", label: "In 4 h" },
  { value: "1440", label: "In 24 h" },
] as const;

type CleanupDialogProps = { execution: ExecutionView; onClose: () => void };

/** Terminates what an execution launched. For a recovery that is production, so its name is typed. */
export function CleanupDialog({ execution, onClose }: CleanupDialogProps) {
  const [after, setAfter] = useState<(typeof WHEN)[number]["value"]>("0");
  const [comment, setComment] = useState("");
  const [confirm, setConfirm] = useState("");
  const send = useCleanUpExecution(execution.id);
  const isDrill = execution.type === "DRILL";
  const denied = useDenied(isDrill ? "execution:control" : "execution:recover");
  const { name } = execution.plan;
  const isConfirmed = isDrill || nameKey(confirm) === nameKey(name);
  const count = runningInstances(execution).length;
  const reason = denied ?? whyNot({ count, isConfirmed });
  function submit(): void {
    const input = { afterMinutes: Number(after), comment: comment.trim() === "" ? null : comment.trim() };
    send.mutate({ ...input, ...(!isDrill && { confirm: confirm.trim() }) }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={isDrill ? `Clean up the drill of ${name}` : `Terminate the recovered servers of ${name}`}
      button={after === "0" ? `Terminate ${count}` : `Terminate ${count} later`}
      icon={<Trash2 />}
      isDangerous={!isDrill}
      {...{ reason, send, onClose }}
      onSubmit={submit}
    >
      <Sentences sentences={cleanupConsequences(execution)} />
      <div>
        <p className="mb-1 text-xs font-medium">When</p>
        <Segmented label="When" value={after} onChange={setAfter} options={WHEN} />
      </div>
      <TextField label="Reason, for the record" value={comment} onChange={setComment} maxLength={2000} />
      {!isDrill && (
        <TextField label={`Type ${name} to terminate them`} isRequired value={confirm} onChange={setConfirm} />
      )}
    </FormDialog>
  );
}

function whyNot({ count, isConfirmed }: { count: number; isConfirmed: boolean }): string | undefined {
  if (count === 0) return "No instance of it is known to run.";
  return isConfirmed ? undefined : "Type the name first.";
}
