"use client";

import { useQuery } from "@tanstack/react-query";

import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { formatAccountId } from "#components/ui/format.ts";
import { Select } from "#components/ui/select.tsx";
import type { ChannelView } from "#lib/domain/notifications/channel.ts";
import { accountsQuery } from "#lib/query/accounts.ts";
import { fieldError } from "#lib/query/problem.ts";

import type { ChannelDraft } from "./channel-draft.ts";

type FieldsProps = {
  draft: ChannelDraft;
  onChange: (part: Partial<ChannelDraft>) => void;
  /** As it was opened; null for a new one. */
  channel: ChannelView | null;
  error: Error | null;
};

/** Where a channel of each kind leads. */
export function ChannelTargetFields(props: FieldsProps) {
  const problem = fieldError(props.error, "target.kind");
  return (
    <>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
      <FieldsOfKind {...props} />
    </>
  );
}

function FieldsOfKind(props: FieldsProps) {
  switch (props.draft.kind) {
    case "SNS":
      return <TopicFields {...props} />;
    case "EMAIL":
      return <AddressField {...props} />;
    case "SLACK":
      return <SlackField {...props} />;
    case "WEBHOOK":
      return <WebhookFields {...props} />;
  }
}

function TopicFields({ draft, onChange, error }: FieldsProps) {
  const { data } = useQuery(accountsQuery());
  const accounts = data?.items.map(({ accountId, name }) => ({
    value: accountId,
    label: `${name}, ${formatAccountId(accountId)}`,
  }));
  return (
    <>
      <TextField
        label="Topic"
        isRequired
        value={draft.topicArn}
        onChange={(topicArn) => onChange({ topicArn })}
        error={fieldError(error, "target.topicArn")}
        placeholder="arn:aws:sns:eu-west-1:123456789012:dr-notifications"
      />
      <Select
        label="Published by the role of"
        value={draft.accountId}
        onChange={(accountId) => onChange({ accountId })}
        options={[{ value: "", label: "The topic's own account" }, ...(accounts ?? [])]}
        error={fieldError(error, "target.accountId")}
      />
    </>
  );
}

function AddressField({ draft, onChange, error }: FieldsProps) {
  return (
    <TextField
      label="To"
      isRequired
      multiline
      rows={3}
      value={draft.to}
      onChange={(to) => onChange({ to })}
      error={fieldError(error, "target.to")}
      placeholder="on-call@example.com"
      hint="One address a line."
    />
  );
}

function SlackField({ draft, onChange, channel, error }: FieldsProps) {
  const kept = channel?.target.kind === "SLACK" ? channel.target.host : null;
  return (
    <TextField
      label="URL of the incoming webhook"
      isRequired={kept === null}
      value={draft.url}
      onChange={(url) => onChange({ url })}
      error={fieldError(error, "target.url")}
      placeholder={kept === null ? "https://hooks.slack.com/services/…" : `Kept, at ${kept}`}
      hint={
        kept === null
          ? "Of Slack, or of what understands the same. It is kept encrypted and shown to nobody."
          : "Left empty, the one that is kept stays."
      }
    />
  );
}

const SECRET_BYTES = 24;

function WebhookFields({ draft, onChange, channel, error }: FieldsProps) {
  const isKept = channel?.isSecretSet === true;
  return (
    <>
      <TextField
        label="URL"
        isRequired
        value={draft.url}
        onChange={(url) => onChange({ url })}
        error={fieldError(error, "target.url")}
        placeholder="https://example.com/drs-orchestrator"
      />
      <div className="flex items-start gap-2 max-sm:flex-wrap">
        <div className="min-w-0 flex-1 max-sm:basis-full">
          <TextField
            label="Secret to sign with"
            isRequired={!isKept}
            value={draft.secret}
            onChange={(secret) => onChange({ secret })}
            error={fieldError(error, "target.secret")}
            placeholder={isKept ? "Kept" : undefined}
            hint={
              isKept
                ? "Left empty, the one that is kept stays."
                : "At least 16 characters. Give it to the receiver now: it is shown to nobody later."
            }
          />
        </div>
        <Button className="mt-5.5 max-sm:mt-0" onClick={() => onChange({ secret: newSecret() })}>
          Make one up
        </Button>
      </div>
    </>
  );
}

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
