"use client";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatNoun } from "#components/ui/format.ts";

const SHOWN = 8;

type LeaveDialogProps = {
  /** What has just happened that leads away from here. */
  note: string | null;
  changes: readonly string[];
  saveLabel: string;
  /** Why it cannot be saved. */
  denied: string | undefined;
  isSaving: boolean;
  onStay: () => void;
  onLeave: () => void;
  onSave: () => void;
};

/** Asked before another page is shown, while there is something here that nobody has saved. */
export function LeaveDialog(props: LeaveDialogProps) {
  const { note, changes, saveLabel, denied, isSaving, onStay, onLeave, onSave } = props;
  const isOne = changes.length === 1;
  return (
    <Dialog
      isOpen
      onClose={onStay}
      title={`${formatNoun(changes.length, "change")} not saved`}
      footer={
        <>
          <Button autoFocus onClick={onStay}>
            Stay here
          </Button>
          <Button variant="danger" onClick={onLeave}>
            Leave and lose {isOne ? "it" : "them"}
          </Button>
          <Button variant="primary" pending={isSaving} disabledReason={denied} onClick={onSave}>
            {saveLabel} and leave
          </Button>
        </>
      }
    >
      <div className="grid gap-2 px-5 py-4 max-sm:px-3">
        {note !== null && <p className="font-medium">{note}</p>}
        <p>
          {isOne ? "This change is" : "These changes are"} only on this page. Leaving it loses {isOne ? "it" : "them"}.
        </p>
        <ul className="list-disc pl-4 text-ink-muted">
          {changes.slice(0, SHOWN).map((change) => (
            <li key={change}>{change}</li>
          ))}
          {changes.length > SHOWN && <li>and {changes.length - SHOWN} more</li>}
        </ul>
      </div>
    </Dialog>
  );
}
