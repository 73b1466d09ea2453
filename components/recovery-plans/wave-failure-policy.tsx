"use client";

import { NumberField } from "#components/ui/field.tsx";
import { ON_FAILURE_LABEL } from "#components/status/on-failure.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { OnFailure } from "#lib/domain/wave-policy.ts";

import { fieldKey } from "./draft-problems.ts";
import type { DraftWave } from "./draft.ts";
import { PanelSection } from "./panel-section.tsx";
import { failureConsequence, passWords, retryWords } from "./policy-words.ts";
import { waveFacts } from "./wave-facts.ts";
import type { EditorPartProps } from "./wave-table.tsx";

export type WavePartProps = EditorPartProps & { wave: DraftWave };

const RETRIES = [
  { value: "0", label: "None" },
  { value: "1", label: "1" },
  { value: "2", label: "2" },
  { value: "3", label: "3" },
] as const;

/** What the wave does with failures, with its consequence in words. */
export function WaveFailurePolicy({ editor, problems, isReadOnly, wave, groups }: WavePartProps) {
  const { servers } = waveFacts(wave, groups);
  const error = problems.get(fieldKey(wave.key, "passPercent"));
  return (
    <PanelSection title="When a server fails">
      <Segmented
        label="When a server fails"
        isFull
        isReadOnly={isReadOnly}
        value={wave.onFailure}
        options={OnFailure.options.map((value) => ({ value, label: ON_FAILURE_LABEL[value] }))}
        onChange={(onFailure) => editor.editWave(wave.key, { onFailure })}
      />
      <p className="text-xs text-ink-muted" aria-live="polite">
        {failureConsequence(editor.draft, wave)}
      </p>
      <div className="grid grid-cols-2 items-start gap-2.5">
        <NumberField
          label="Passes when healthy"
          isRequired
          suffix="% of critical"
          value={wave.passPercent}
          isReadOnly={isReadOnly}
          error={error}
          onChange={(passPercent) => editor.editWave(wave.key, { passPercent })}
        />
        <Select
          label="Automatic retries"
          value={RETRIES[wave.automaticRetries]?.value ?? "0"}
          options={RETRIES}
          isDisabled={isReadOnly}
          onChange={(retries) => editor.editWave(wave.key, { automaticRetries: Number(retries) })}
        />
      </div>
      <p className="text-xs text-ink-muted">
        {error === undefined && `${passWords(wave, servers)} `}
        {retryWords(wave.automaticRetries)}
      </p>
    </PanelSection>
  );
}
