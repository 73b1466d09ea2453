"use client";

import { type ReactNode, useId } from "react";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";

type FormDialogProps = {
  title: string;
  children: ReactNode;
  /** Verb and object. */
  button: string;
  icon: ReactNode;
  /** What it does cannot be undone. */
  isDangerous?: boolean | undefined;
  /** Stands at the left of the buttons. */
  aside?: ReactNode;
  /** Why it cannot be sent as things stand. */
  reason: string | undefined;
  send: { isPending: boolean; error: Error | null };
  onSubmit: () => void;
  onClose: () => void;
};

/** Something that is asked before it is sent: fields, one button, and what went wrong above it. Nothing typed is lost. */
export function FormDialog(props: FormDialogProps) {
  const { title, children, button, icon, isDangerous = false, aside, reason, send, onSubmit, onClose } = props;
  const formId = useId();
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
          {aside !== undefined && <div className="mr-auto">{aside}</div>}
          <Button onClick={onClose}>Not now</Button>
          <Button
            type="submit"
            form={formId}
            variant={isDangerous ? "danger" : "primary"}
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
          if (reason === undefined && !send.isPending) onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
