"use client";

import { MultiPicker } from "#components/ui/combo-box.tsx";
import { NumberField, TextField } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { quotedFor } from "#lib/domain/actions/command-template.ts";
import { shellOfDocument } from "#lib/domain/actions/script-documents.ts";

import type { KindFieldsProps } from "./kind-field-props.ts";
import { PairFields } from "./pair-fields.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { TemplateField } from "./template-field.tsx";

const PARAMETERS_HINT = "Several values of one parameter are several rows of one name. A list fills in as many values.";

export function AutomationFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"SSM_AUTOMATION">) {
  return (
    <>
      <TextField
        label="Document"
        isRequired
        value={action.documentName}
        placeholder="AWS-StopEC2Instance"
        isReadOnly={isReadOnly}
        error={error("documentName")}
        hint="Name of an automation document in Systems Manager, or the ARN of a shared one."
        onChange={(documentName) => onChange({ documentName })}
      />
      <PairFields
        title="Parameters"
        noun="Parameter"
        pairs={action.parameters}
        error={error("parameters")}
        hint={PARAMETERS_HINT}
        onChange={(parameters) => onChange({ parameters })}
      />
      <PlaceFields place={action} isReadOnly={isReadOnly} error={error} onChange={onChange} />
    </>
  );
}

const DOCUMENTS = [
  { value: "AWS-RunShellScript", label: "Shell script" },
  { value: "AWS-RunPowerShellScript", label: "PowerShell script" },
  { value: "", label: "Other document" },
] as const;

export function CommandFields({ action, isReadOnly, error, onChange, servers }: KindFieldsProps<"SSM_COMMAND">) {
  const { documentName, targetServerIds } = action;
  const shell = shellOfDocument(documentName);
  const known = DOCUMENTS.find(({ value }) => value === documentName)?.value ?? "";
  return (
    <>
      <Segmented
        label="What runs"
        isFull
        isReadOnly={isReadOnly}
        value={known}
        options={DOCUMENTS}
        onChange={(document) => onChange({ documentName: document })}
      />
      {known === "" && (
        <TextField
          label="Document"
          isRequired
          value={documentName}
          placeholder="AWS-ConfigureAWSPackage"
          isReadOnly={isReadOnly}
          error={error("documentName")}
          onChange={(document) => onChange({ documentName: document })}
        />
      )}
      {shell === null ? (
        <PairFields
          title="Parameters"
          noun="Parameter"
          pairs={action.parameters}
          error={error("parameters")}
          hint={PARAMETERS_HINT}
          onChange={(parameters) => onChange({ parameters })}
        />
      ) : (
        <TemplateField
          label="Script"
          isRequired
          isCode
          rows={6}
          value={action.script}
          error={error("script")}
          hint="Each value becomes one quoted argument. It cannot stand inside quotation marks."
          write={quotedFor(shell)}
          onChange={(script) => onChange({ script })}
        />
      )}
      <MultiPicker
        label="Only on these servers"
        options={servers.map((server) => ({
          id: server.sourceServerId,
          name: server.hostname,
          note: server.sourceServerId,
        }))}
        selected={targetServerIds}
        placeholder={targetServerIds.length === 0 ? "All servers of the wave" : undefined}
        emptyText="The wave has no servers yet."
        isDisabled={isReadOnly}
        error={error("targetServerIds")}
        onAdd={(id) => onChange({ targetServerIds: [...targetServerIds, id] })}
        onRemove={(id) => onChange({ targetServerIds: targetServerIds.filter((other) => other !== id) })}
      />
    </>
  );
}

export function LambdaFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"LAMBDA">) {
  return (
    <>
      <TextField
        label="Function"
        isRequired
        value={action.functionName}
        placeholder="warm-up-cache"
        isReadOnly={isReadOnly}
        error={error("functionName")}
        hint="Name or ARN, with a version or an alias behind a colon. It is called where the wave’s servers are."
        onChange={(functionName) => onChange({ functionName })}
      />
      <JsonField
        label="Payload"
        value={action.payload}
        error={error("payload")}
        onChange={(payload) => onChange({ payload })}
      />
    </>
  );
}

type JsonFieldProps = {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

/** JSON whose texts may hold names. */
export function JsonField({ label, value, error, onChange }: JsonFieldProps) {
  return (
    <TemplateField
      label={label}
      isCode
      rows={5}
      value={value}
      error={error}
      placeholder={'{ "hosts": "{{ servers.hostname }}" }'}
      hint="JSON. A text that is one name only becomes what it stands for, a list too. Left empty, {} is sent."
      onChange={onChange}
    />
  );
}

export function AlarmFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"CLOUDWATCH_ALARM">) {
  return (
    <>
      <TextField
        label="Alarms"
        isRequired
        multiline
        value={action.alarmNames}
        isReadOnly={isReadOnly}
        error={error("alarmNames")}
        hint="One name a line. It is done when all of them are OK."
        onChange={(alarmNames) => onChange({ alarmNames })}
      />
      <PlaceFields place={action} isReadOnly={isReadOnly} error={error} onChange={onChange} />
    </>
  );
}

const RECORD_TYPES = [
  { value: "A", label: "A" },
  { value: "AAAA", label: "AAAA" },
  { value: "CNAME", label: "CNAME" },
] as const;

export function RecordFields({ action, isReadOnly, error, onChange }: KindFieldsProps<"ROUTE53_RECORD">) {
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-2.5 max-sm:grid-cols-1">
        <TextField
          label="Record"
          isRequired
          value={action.recordName}
          placeholder="pay.example.com"
          isReadOnly={isReadOnly}
          error={error("recordName")}
          onChange={(recordName) => onChange({ recordName })}
        />
        <TextField
          label="Hosted zone id"
          isRequired
          value={action.hostedZoneId}
          placeholder="Z0123456789ABCDEFGHIJ"
          isReadOnly={isReadOnly}
          error={error("hostedZoneId")}
          onChange={(hostedZoneId) => onChange({ hostedZoneId: hostedZoneId.trim() })}
        />
      </div>
      <div className="grid grid-cols-2 items-start gap-2.5">
        <Select
          label="Type"
          value={action.recordType}
          options={RECORD_TYPES}
          isDisabled={isReadOnly}
          onChange={(recordType) => onChange({ recordType })}
        />
        <NumberField
          label="TTL"
          isRequired
          suffix="seconds"
          value={action.ttl}
          isReadOnly={isReadOnly}
          error={error("ttl")}
          onChange={(ttl) => onChange({ ttl })}
        />
      </div>
      <TemplateField
        label="Values"
        isRequired
        rows={3}
        value={action.values}
        error={error("values")}
        placeholder="{{ servers.privateIp }}"
        hint="One a line. The record is written over, and what it said before is kept in the output."
        onChange={(values) => onChange({ values })}
      />
    </>
  );
}
