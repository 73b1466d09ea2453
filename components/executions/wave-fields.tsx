"use client";

import { ON_FAILURE_LABEL } from "#components/status/on-failure.ts";
import { MultiPicker } from "#components/ui/combo-box.tsx";
import { NumberField, TextField } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { OnFailure } from "#lib/domain/wave-policy.ts";

import type { DraftErrors, WaveDraft } from "./wave-draft.ts";

type WaveFieldsProps = {
  execution: ExecutionView;
  wave: ExecutionWaveView;
  draft: WaveDraft;
  errors: DraftErrors;
  onChange: (change: Partial<WaveDraft>) => void;
};

/** Name, order and policy of a wave. */
export function WaveFields({ execution, wave, draft, errors, onChange }: WaveFieldsProps) {
  const others = execution.waves
    .filter((each) => each.number !== wave.number)
    .map((each) => ({ id: String(each.number), name: `${each.number} ${each.name}` }));
  return (
    <>
      <TextField
        label="Name"
        isRequired
        value={draft.name}
        maxLength={100}
        error={errors.name}
        onChange={(name) => onChange({ name })}
      />
      <MultiPicker
        label="Starts after"
        options={others}
        selected={draft.dependsOn.map(String)}
        emptyText="This is the only wave."
        error={errors.dependsOn}
        onAdd={(id) => onChange({ dependsOn: [...draft.dependsOn, Number(id)].sort((a, b) => a - b) })}
        onRemove={(id) => onChange({ dependsOn: draft.dependsOn.filter((number) => String(number) !== id) })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="When a server fails"
          value={draft.onFailure}
          options={OnFailure.options.map((value) => ({ value, label: ON_FAILURE_LABEL[value] }))}
          onChange={(onFailure) => onChange({ onFailure })}
        />
        <NumberField
          label="Passes at"
          isRequired
          suffix="% of the critical servers"
          value={draft.passPercent}
          error={errors.passPercent}
          onChange={(passPercent) => onChange({ passPercent })}
        />
        <NumberField
          label="Automatic retries"
          isRequired
          value={draft.automaticRetries}
          error={errors.automaticRetries}
          onChange={(automaticRetries) => onChange({ automaticRetries })}
        />
        <span className="max-sm:hidden" />
        <NumberField
          label="Launch timeout"
          isRequired
          suffix="minutes"
          value={draft.launchTimeoutMinutes}
          error={errors.launchTimeoutMinutes}
          onChange={(launchTimeoutMinutes) => onChange({ launchTimeoutMinutes })}
        />
        <NumberField
          label="Health timeout"
          isRequired
          suffix="minutes"
          value={draft.healthTimeoutMinutes}
          error={errors.healthTimeoutMinutes}
          onChange={(healthTimeoutMinutes) => onChange({ healthTimeoutMinutes })}
        />
      </div>
      <MultiPicker
        label="Optional servers, which may fail without failing the wave"
        options={wave.servers.map((server) => ({ id: server.sourceServerId, name: server.hostname }))}
        selected={draft.optionalServerIds}
        emptyText="The wave has no servers."
        placeholder="Type to find a server"
        onAdd={(id) => onChange({ optionalServerIds: [...draft.optionalServerIds, id] })}
        onRemove={(id) => onChange({ optionalServerIds: draft.optionalServerIds.filter((other) => other !== id) })}
      />
    </>
  );
}
