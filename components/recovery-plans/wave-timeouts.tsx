"use client";

import { NumberField } from "#components/ui/field.tsx";

import { fieldKey } from "./draft-problems.ts";
import { PanelSection } from "./panel-section.tsx";
import type { WavePartProps } from "./wave-failure-policy.tsx";

/** How long each half of a launch may take before its server counts as failed. */
export function WaveTimeouts({ editor, problems, isReadOnly, wave }: WavePartProps) {
  return (
    <PanelSection>
      <div className="grid grid-cols-2 items-start gap-2.5">
        <NumberField
          label="Launch timeout"
          isRequired
          suffix="minutes"
          value={wave.launchTimeoutMinutes}
          isReadOnly={isReadOnly}
          error={problems.get(fieldKey(wave.key, "launchTimeoutMinutes"))}
          onChange={(minutes) => editor.editWave(wave.key, { launchTimeoutMinutes: minutes })}
        />
        <NumberField
          label="Health timeout"
          isRequired
          suffix="minutes"
          value={wave.healthTimeoutMinutes}
          isReadOnly={isReadOnly}
          error={problems.get(fieldKey(wave.key, "healthTimeoutMinutes"))}
          onChange={(minutes) => editor.editWave(wave.key, { healthTimeoutMinutes: minutes })}
        />
      </div>
      <p className="text-xs text-ink-muted">
        Launch: how long DRS may take before a server counts as failed. Health: how long a launched server may then take
        to become healthy; a first boot of Windows takes up to 45.
      </p>
    </PanelSection>
  );
}
