"use client";

import { Save } from "lucide-react";
import { useState } from "react";

import { FormDialog } from "#components/executions/form-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/field.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type ChannelView, ChannelKind } from "#lib/domain/notifications/channel.ts";
import { NotificationKind } from "#lib/domain/notifications/notification.ts";
import { useSaveChannel } from "#lib/query/channels.ts";
import { useDenied } from "#lib/query/me.ts";
import { fieldError } from "#lib/query/problem.ts";

import { type ChannelDraft, draftOf, emptyDraft, inputOf, whyNotSaved } from "./channel-draft.ts";
import { ChannelPlans } from "./channel-plans.tsx";
import { ChannelTargetFields } from "./channel-target-fields.tsx";
import { EVENT_WORDS, KIND_WORDS } from "./channel-words.ts";

type ChannelDialogProps = {
  /** Null for a new one. */
  channel: ChannelView | null;
  onClose: () => void;
  onSaved: (channel: ChannelView) => void;
  onDelete?: () => void;
};

/** Where notifications go, and which. */
export function ChannelDialog({ channel, onClose, onSaved, onDelete }: ChannelDialogProps) {
  // What is polled meanwhile must not change what is saved over.
  const [opened] = useState(channel);
  const [draft, setDraft] = useState<ChannelDraft>(() => (opened === null ? emptyDraft() : draftOf(opened)));
  const save = useSaveChannel(opened);
  const denied = useDenied("channel:manage");
  const change = (part: Partial<ChannelDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <FormDialog
      title={opened === null ? "Add a channel" : `Edit ${opened.name}`}
      button="Save channel"
      icon={<Save />}
      reason={denied ?? whyNotSaved(draft)}
      send={save}
      onSubmit={() => save.mutate(inputOf(draft), { onSuccess: onSaved })}
      onClose={onClose}
      aside={onDelete !== undefined && <Button onClick={onDelete}>Delete channel…</Button>}
    >
      <TextField
        label="Name"
        isRequired
        autoFocus
        value={draft.name}
        onChange={(name) => change({ name })}
        error={fieldError(save.error, "name")}
        maxLength={100}
      />
      {opened === null && (
        <div>
          <p className="mb-1 text-xs font-medium">Kind</p>
          <Segmented
            label="Kind"
            isFull
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={ChannelKind.options.map((value) => ({ value, label: KIND_WORDS[value] }))}
          />
        </div>
      )}
      <ChannelTargetFields draft={draft} onChange={change} channel={opened} error={save.error} />
      <EventChoice draft={draft} onChange={change} error={fieldError(save.error, "events")} />
      <div>
        <p className="mb-1 text-xs font-medium">Executions</p>
        <Segmented
          label="Executions"
          value={draft.mode}
          onChange={(mode) => change({ mode })}
          options={[
            { value: "BOTH", label: "Drills and recoveries" },
            { value: "DRILL", label: "Drills" },
            { value: "RECOVERY", label: "Recoveries" },
          ]}
        />
      </div>
      <ChannelPlans draft={draft} onChange={change} channel={opened} error={fieldError(save.error, "planIds")} />
      <div>
        <Checkbox label="On" isSelected={draft.isEnabled} onChange={(isEnabled) => change({ isEnabled })} />
        {!draft.isEnabled && (
          <p className="text-xs text-ink-muted">Nothing is sent while it is off, and what waits now is given up.</p>
        )}
      </div>
    </FormDialog>
  );
}

type EventChoiceProps = {
  draft: ChannelDraft;
  onChange: (part: Partial<ChannelDraft>) => void;
  error: string | undefined;
};

function EventChoice({ draft: { events }, onChange, error }: EventChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">Events</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {NotificationKind.options.map((kind) => (
          <Checkbox
            key={kind}
            label={EVENT_WORDS[kind]}
            isSelected={events.includes(kind)}
            onChange={(isOn) =>
              onChange({
                events: NotificationKind.options.filter((each) => (each === kind ? isOn : events.includes(each))),
              })
            }
          />
        ))}
      </div>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
