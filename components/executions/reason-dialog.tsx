"use client";

import { type ReactNode, useState } from "react";

import { TextField } from "#components/ui/field.tsx";

import { FormDialog } from "./form-dialog.tsx";

type ReasonDialogProps = {
  title: string;
  /** What happens, computed from the data. */
  children: ReactNode;
  /** Verb and object. */
  button: string;
  icon: ReactNode;
  isReasonNeeded?: boolean | undefined;
  /** Why the reader may not do it. */
  denied: string | undefined;
  /** Why it cannot be done as things stand, other than a missing reason. */
  blocked?: string | undefined;
  send: {
    mutate: (input: { comment: string | null }, options: { onSuccess: () => void }) => void;
    isPending: boolean;
    error: Error | null;
  };
  onClose: () => void;
};

/** Consequences, a reason for the record, one button. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, button, icon, isReasonNeeded = false, denied, blocked, send, onClose } = props;
  const [comment, setComment] = useState("");
  const missing = isReasonNeeded && comment.trim() === "" ? "Write the reason first." : undefined;
  return (
    <FormDialog
      {...{ title, button, icon, send, onClose }}
      reason={denied ?? blocked ?? missing}
      onSubmit={() => send.mutate({ comment: comment.trim() === "" ? null : comment.trim() }, { onSuccess: onClose })}
    >
      {children}
      <TextField
        label="Reason, for the record"
        isRequired={isReasonNeeded}
        value={comment}
        onChange={setComment}
        maxLength={2000}
        multiline
        rows={2}
      />
    </FormDialog>
  );
}
