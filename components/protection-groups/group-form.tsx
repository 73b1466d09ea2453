"use client";

import { type ReactNode, type SubmitEvent, useEffect, useRef } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";

import { type DraftProblems, type GroupDraft, moveTo, withServers } from "./group-draft.ts";
import { PlaceFields } from "./place-fields.tsx";
import type { SaveProblem } from "./save-problem.ts";
import { ServerPicker } from "./server-picker.tsx";

type GroupFormProps = {
  draft: GroupDraft;
  onChange: (draft: GroupDraft) => void;
  missing: DraftProblems;
  refused: SaveProblem;
  /** Null while the group does not exist yet; its place can be chosen only then. */
  groupId: string | null;
  /** Changes with every refusal; the first field in the way then takes the focus. */
  focusOn: unknown;
  onSubmit: () => void;
  actions: ReactNode;
};

function Facts({
  draft,
  onChange,
  missing,
  refused,
  groupId,
}: Omit<GroupFormProps, "focusOn" | "onSubmit" | "actions">) {
  return (
    <Card>
      <div className="grid gap-4 p-4 sm:grid-cols-2">
        <TextField
          label="Name"
          isRequired
          autoFocus={groupId === null}
          maxLength={100}
          value={draft.name}
          error={missing.name ?? refused.name}
          onChange={(name) => onChange({ ...draft, name })}
        />
        <TextField
          label="Description"
          maxLength={2000}
          value={draft.description}
          error={refused.description}
          onChange={(description) => onChange({ ...draft, description })}
        />
        {groupId === null && (
          <PlaceFields
            accountId={draft.accountId}
            region={draft.region}
            errors={{
              accountId: missing.accountId ?? refused.accountId,
              region: missing.region ?? refused.region,
            }}
            onChange={(place) => onChange(moveTo(draft, place))}
          />
        )}
      </div>
      {groupId === null && (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
          A group’s servers live in one account and Region, which cannot be changed later.
        </p>
      )}
    </Card>
  );
}

type ServersProblemProps = { missing: string | undefined; refused: SaveProblem; onTakeOut: () => void };

function ServersProblem({ missing, refused, onTakeOut }: ServersProblemProps) {
  const reason = missing ?? refused.servers;
  if (reason === undefined) return null;
  const count = missing === undefined ? refused.refusedServers.length : 0;
  return (
    <div tabIndex={-1} data-invalid className="border-b border-line px-4 pt-1.5 pb-2.5 outline-none">
      <FieldError>{reason}</FieldError>
      {count > 0 && (
        <Button size="sm" className="mt-1.5" onClick={onTakeOut}>
          Take {count === 1 ? "it" : `these ${count}`} out of the choice
        </Button>
      )}
    </div>
  );
}

export function GroupForm(props: GroupFormProps) {
  const { draft, onChange, missing, refused, groupId, focusOn, onSubmit, actions } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
  }, [focusOn]);
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    onSubmit();
  }
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      {refused.general !== null && (
        <Notice family="bad" title="Not saved">
          {refused.general}
        </Notice>
      )}
      <Facts draft={draft} onChange={onChange} missing={missing} refused={refused} groupId={groupId} />
      <Card>
        <CardHeader title="Servers" note={`${formatNoun(draft.serverIds.size, "server")} chosen`} />
        <ServersProblem
          missing={missing.servers}
          refused={refused}
          onTakeOut={() => onChange(withServers(draft, refused.refusedServers, false))}
        />
        {draft.accountId !== null && draft.region !== null ? (
          <ServerPicker
            key={`${draft.accountId}/${draft.region}`}
            accountId={draft.accountId}
            region={draft.region}
            chosen={draft.serverIds}
            ownGroupId={groupId}
            onChoose={(ids, isChosen) => onChange(withServers(draft, ids, isChosen))}
          />
        ) : (
          <p className="px-4 py-6 text-ink-muted">Choose an account and a Region to see the servers there.</p>
        )}
        <footer className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-t border-line bg-surface px-4 py-3">
          {actions}
        </footer>
      </Card>
    </form>
  );
}
