"use client";

import { Save } from "lucide-react";
import { useState } from "react";

import { FormDialog } from "#components/executions/form-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { NumberField, TextField } from "#components/ui/field.tsx";
import type { HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import { useSaveHealthProfile } from "#lib/query/health-profiles.ts";
import { useDenied } from "#lib/query/me.ts";
import { fieldError } from "#lib/query/problem.ts";

import { GateList } from "./gate-list.tsx";
import { draftOf, emptyDraft, inputOf, type ProfileDraft } from "./profile-draft.ts";
import { isOutdated, nameError, stableProblem, whyNotSaved } from "./profile-problems.ts";
import { SavedMeanwhile } from "./saved-meanwhile.tsx";

type ProfileDialogProps = {
  /** As it was when the dialog was opened; null for a new one. */
  profile: HealthProfileView | null;
  onClose: () => void;
  onDelete?: () => void;
};

/** What makes a server healthy beside its EC2 status checks. */
export function ProfileDialog({ profile, onClose, onDelete }: ProfileDialogProps) {
  const [base, setBase] = useState(profile);
  const [draft, setDraft] = useState<ProfileDraft>(() => (profile === null ? emptyDraft() : draftOf(profile)));
  const [sent, setSent] = useState<ProfileDraft | null>(null);
  const save = useSaveHealthProfile(base);
  const denied = useDenied("plan:write");
  const refusal = { error: save.error, sent };
  const isLate = base !== null && isOutdated(save.error);
  const change = (part: Partial<ProfileDraft>) => setDraft((before) => ({ ...before, ...part }));
  function send(): void {
    setSent(draft);
    save.mutate(inputOf(draft), { onSuccess: onClose });
  }
  function load(newest: HealthProfileView): void {
    setBase(newest);
    setDraft(draftOf(newest));
    save.reset();
  }
  return (
    <FormDialog
      title={profile === null ? "Add a health profile" : `Edit ${profile.name}`}
      button="Save profile"
      icon={<Save />}
      reason={denied ?? (isLate ? "Choose above which of the two is kept." : whyNotSaved(draft))}
      send={isLate ? { isPending: save.isPending, error: null } : save}
      onSubmit={send}
      onClose={onClose}
      aside={onDelete !== undefined && <Button onClick={onDelete}>Delete profile…</Button>}
    >
      <TextField
        label="Name"
        isRequired
        autoFocus
        value={draft.name}
        onChange={(name) => change({ name })}
        error={nameError(refusal, draft)}
        maxLength={100}
        placeholder="Web servers"
      />
      <TextField
        label="Description"
        value={draft.description}
        onChange={(description) => change({ description })}
        error={fieldError(save.error, "description")}
        maxLength={2000}
      />
      <GateList draft={draft} refusal={refusal} onChange={change} />
      <div className="max-w-60">
        <NumberField
          label="Stable for"
          isRequired
          suffix="seconds"
          value={draft.stableSeconds}
          onChange={(stableSeconds) => change({ stableSeconds })}
          error={stableProblem(draft) ?? fieldError(save.error, "stableSeconds")}
        />
      </div>
      <p className="-mt-3 text-xs text-ink-muted">{stableHint(draft.stableSeconds)}</p>
      {isLate && (
        <SavedMeanwhile
          id={base.id}
          mine={inputOf(draft)}
          whyNot={whyNotSaved(draft)}
          onLoad={load}
          onSaved={onClose}
        />
      )}
    </FormDialog>
  );
}

function stableHint(seconds: number | null): string {
  if (seconds === 0) return "A server is healthy the first time that everything passes.";
  return "A server is healthy once everything has passed for so long without a break. The health timeout of the wave covers this time too.";
}
