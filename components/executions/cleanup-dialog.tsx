"use client";

import { Trash2 } from "lucide-react";
import { useId, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { nameKey } from "#lib/domain/names.ts";
import { useCleanUpExecution } from "#lib/query/execution-controls.ts";
import { useDenied } from "#lib/query/me.ts";

import { cleanupConsequences } from "./cleanup-words.ts";
import { kindWord } from "./control-words.ts";
import { runningInstances } from "./execution-words.ts";
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
  const formId = useId();
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
    if (reason !== undefined || send.isPending) return;
    const input = { afterMinutes: Number(after), comment: comment.trim() === "" ? null : comment.trim() };
    send.mutate({ ...input, ...(!isDrill && { confirm: confirm.trim() }) }, { onSuccess: onClose });
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Clean up the ${kindWord(execution)} of ${name}`}
      footer={
        <>
          {send.error !== null && (
            <div role="alert" className="w-full">
              <FieldError>Not sent: {send.error.message}</FieldError>
            </div>
          )}
          <Button onClick={onClose}>Not now</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            icon={<Trash2 />}
            pending={send.isPending}
            disabledReason={reason}
          >
            {after === "0" ? `Terminate ${count}` : `Terminate ${count} later`}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4 px-5 py-4 max-sm:px-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
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
      </form>
    </Dialog>
  );
}

function whyNot({ count, isConfirmed }: { count: number; isConfirmed: boolean }): string | undefined {
  if (count === 0) return "No instance of it is known to run.";
  return isConfirmed ? undefined : "Type the name first.";
}
