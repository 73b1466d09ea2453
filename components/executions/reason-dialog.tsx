"use client";

import { type ReactNode, useId, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";

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

/** Consequences, a reason for the record, one button. What was typed survives an error. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, button, icon, isReasonNeeded = false, denied, blocked, send, onClose } = props;
  const formId = useId();
  const [comment, setComment] = useState("");
  const missing = isReasonNeeded && comment.trim() === "" ? "Write the reason first." : undefined;
  const reason = denied ?? blocked ?? missing;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
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
            icon={icon}
            pending={send.isPending}
            disabledReason={reason}
          >
            {button}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4 px-5 py-4 max-sm:px-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason !== undefined || send.isPending) return;
          send.mutate({ comment: comment.trim() === "" ? null : comment.trim() }, { onSuccess: onClose });
        }}
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
      </form>
    </Dialog>
  );
}
