"use client";

import { NumberField, TextField } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";

import type { DraftGate } from "./profile-draft.ts";
import { gateError, type Refusal } from "./profile-problems.ts";

type GateFieldsProps = { gate: DraftGate; refusal: Refusal; onChange: (patch: Partial<DraftGate>) => void };

/** What has to be said of a gate of each kind. */
export function GateFields(props: GateFieldsProps) {
  switch (props.gate.kind) {
    case "SSM_AGENT":
      return null;
    case "CLOUDWATCH_ALARM":
      return <AlarmField {...props} />;
    case "INSTANCE_PROBE":
    case "WORKER_CHECK":
      return <CheckFields {...props} />;
  }
}

function AlarmField({ gate, refusal, onChange }: GateFieldsProps) {
  return (
    <TextField
      label="Alarm"
      isRequired
      value={gate.alarmName}
      maxLength={255}
      placeholder="orders-latency"
      error={gateError(refusal, gate, "alarmName")}
      onChange={(alarmName) => onChange({ alarmName })}
    />
  );
}

const PROTOCOLS = [
  { value: "TCP", label: "TCP" },
  { value: "HTTP", label: "HTTP" },
  { value: "HTTPS", label: "HTTPS" },
] as const;

function CheckFields({ gate, refusal, onChange }: GateFieldsProps) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <div>
        <p aria-hidden className="mb-1 text-xs font-medium">
          Protocol
        </p>
        <Segmented
          label="Protocol"
          value={gate.protocol}
          options={PROTOCOLS}
          onChange={(protocol) => onChange({ protocol })}
        />
      </div>
      <div className="w-22">
        <NumberField
          label="Port"
          isRequired
          value={gate.port}
          error={gateError(refusal, gate, "port")}
          onChange={(port) => onChange({ port })}
        />
      </div>
      {gate.protocol !== "TCP" && (
        <>
          <div className="min-w-28 flex-1">
            <TextField
              label="Path"
              isRequired
              value={gate.path}
              placeholder="/health"
              error={gateError(refusal, gate, "path")}
              onChange={(path) => onChange({ path })}
            />
          </div>
          <div className="w-26">
            <TextField
              label="Expected status"
              isRequired
              value={gate.expectedStatus}
              placeholder="200-399"
              error={gateError(refusal, gate, "expectedStatus")}
              onChange={(expectedStatus) => onChange({ expectedStatus })}
            />
          </div>
        </>
      )}
    </div>
  );
}
