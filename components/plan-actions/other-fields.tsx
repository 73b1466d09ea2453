"use client";

import { NumberField, TextField } from "#components/ui/field.tsx";
import { formatPeriod } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";

import { JsonField } from "./aws-fields.tsx";
import type { KindFieldsProps } from "./kind-field-props.ts";
import { PairFields } from "./pair-fields.tsx";
import { TaskInputFields } from "./task-input-fields.tsx";
import { TemplateField } from "./template-field.tsx";

const METHODS = [
  { value: "POST", label: "POST" },
  { value: "PUT", label: "PUT" },
] as const;

export function WebhookFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"WEBHOOK">) {
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2.5">
        <TemplateField
          label="URL"
          isRequired
          value={action.url}
          error={error("url")}
          placeholder="https://hooks.example.com/dr"
          hint="https. Names can stand in path and query, not in the host."
          onChange={(url) => onChange({ url })}
        />
        <div className="mt-5">
          <Segmented
            label="Method"
            isReadOnly={isReadOnly}
            value={action.method}
            options={METHODS}
            onChange={(method) => onChange({ method })}
          />
        </div>
      </div>
      <TextField
        label="Secret"
        isRequired
        value={action.secretName}
        placeholder="incident-desk"
        isReadOnly={isReadOnly}
        error={error("secretName")}
        hint="Name of a secret of this deployment. The request is signed with it; the secret itself stands in no plan."
        onChange={(secretName) => onChange({ secretName })}
      />
      <JsonField label="Body" value={action.body} error={error("body")} onChange={(body) => onChange({ body })} />
      <PairFields
        title="Headers"
        noun="Header"
        pairs={action.headers}
        error={error("headers")}
        hint="No secrets: whoever may read the plan reads them."
        onChange={(headers) => onChange({ headers })}
      />
    </>
  );
}

export function HttpCheckFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"HTTP_CHECK">) {
  return (
    <>
      <TemplateField
        label="URL"
        isRequired
        value={action.url}
        error={error("url")}
        placeholder={'http://{{ server("web-01").privateIp }}:8080/health'}
        onChange={(url) => onChange({ url })}
      />
      <div className="grid grid-cols-2 items-start gap-2.5">
        <TextField
          label="Expected status"
          isRequired
          value={action.expectedStatus}
          isReadOnly={isReadOnly}
          error={error("expectedStatus")}
          onChange={(expectedStatus) => onChange({ expectedStatus })}
        />
        <TextField
          label="Answer contains"
          value={action.bodyContains}
          isReadOnly={isReadOnly}
          error={error("bodyContains")}
          onChange={(bodyContains) => onChange({ bodyContains })}
        />
      </div>
    </>
  );
}

export function TcpCheckFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"TCP_CHECK">) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_120px] items-start gap-2.5">
      <TemplateField
        label="Host"
        isRequired
        value={action.host}
        error={error("host")}
        placeholder="{{ servers.privateIp }}"
        hint="A list is checked host by host."
        onChange={(host) => onChange({ host })}
      />
      <NumberField
        label="Port"
        isRequired
        value={action.port}
        isReadOnly={isReadOnly}
        error={error("port")}
        onChange={(port) => onChange({ port })}
      />
    </div>
  );
}

export function WaitFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"WAIT">) {
  return (
    <NumberField
      label="How long"
      isRequired
      suffix="seconds"
      value={action.seconds}
      isReadOnly={isReadOnly}
      error={error("seconds")}
      hint={action.seconds === null || action.seconds < 60 ? undefined : `${formatPeriod(action.seconds)}.`}
      onChange={(seconds) => onChange({ seconds })}
    />
  );
}

export function TaskFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"MANUAL_TASK">) {
  return (
    <>
      <TemplateField
        label="What is to be done"
        isRequired
        rows={5}
        value={action.instructions}
        error={error("instructions")}
        onChange={(instructions) => onChange({ instructions })}
      />
      <TextField
        label="Who is asked"
        value={action.assignee}
        placeholder="Ledger on-call"
        maxLength={200}
        isReadOnly={isReadOnly}
        error={error("assignee")}
        hint={
          action.assignee.trim() === ""
            ? "Nobody is named: at 03:00 no one feels asked. Name a role or a person."
            : undefined
        }
        onChange={(assignee) => onChange({ assignee })}
      />
      <TaskInputFields
        inputs={action.inputs}
        isReadOnly={isReadOnly}
        error={error("inputs")}
        onChange={(inputs) => onChange({ inputs })}
      />
      <div className="grid grid-cols-2 items-start gap-2.5">
        <NumberField
          label="Others are told after"
          suffix="minutes"
          value={action.escalateAfterMinutes}
          isReadOnly={isReadOnly}
          error={error("escalateAfterMinutes")}
          onChange={(escalateAfterMinutes) => onChange({ escalateAfterMinutes })}
        />
        <NumberField
          label="Fails after"
          suffix="minutes"
          value={action.expiresAfterMinutes}
          isReadOnly={isReadOnly}
          error={error("expiresAfterMinutes")}
          onChange={(expiresAfterMinutes) => onChange({ expiresAfterMinutes })}
        />
      </div>
    </>
  );
}
