"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";

import { WaveActionSections } from "#components/plan-actions/wave-action-sections.tsx";
import { Button } from "#components/ui/button.tsx";
import { MultiPicker } from "#components/ui/combo-box.tsx";
import { TextField } from "#components/ui/field.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { ProtectionGroupSummary } from "#lib/domain/protection-group.ts";

import { waveLabel } from "./draft-graph.ts";
import { fieldKey } from "./draft-problems.ts";
import { numberOf, type DraftWave, type PlanDraft } from "./draft.ts";
import { PanelSection } from "./panel-section.tsx";
import { startsAfterWords } from "./policy-words.ts";
import { STARTS_AFTER_ID } from "./starts-after-id.ts";
import { WaveActions } from "./wave-actions.tsx";
import { WaveFailurePolicy } from "./wave-failure-policy.tsx";
import { WaveHealth } from "./wave-health.tsx";
import { WaveOptionalServers } from "./wave-optional-servers.tsx";
import type { EditorPartProps } from "./wave-table.tsx";
import { WaveTimeouts } from "./wave-timeouts.tsx";

const PANEL = "min-w-0 bg-surface max-lg:border-t max-lg:border-line lg:border-l lg:border-line";

type WavePanelProps = EditorPartProps & { wave: DraftWave; allGroups: readonly ProtectionGroupSummary[] | undefined };

/** Edits the selected wave, wherever it was selected. */
export function WavePanel({ editor, problems, isReadOnly, wave, allGroups, groups }: WavePanelProps) {
  const panel = useRef<HTMLElement>(null);
  const name = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const number = numberOf(editor.draft, wave.key);
  const isNew = useRef(wave.name === "");
  const part = { editor, problems, isReadOnly, wave, groups };
  useEffect(() => {
    // On a phone the panel stands below the list; without this a tap on a wave seems to do nothing.
    if (window.matchMedia("(max-width: 68.75rem)").matches) panel.current?.scrollIntoView({ block: "start" });
    if (isNew.current) name.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside ref={panel} aria-label={`Wave ${number}`} className={`${PANEL} scroll-mt-12`}>
      <header className="flex h-11 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2>Wave {number}</h2>
        {editor.base !== null && editor.edited.has(wave.key) && <Tag>Edited</Tag>}
        <span className="flex-1" />
        <Button variant="ghost" size="sm" icon={<X />} aria-label="Close" onClick={() => editor.select(null)} />
      </header>
      <PanelSection>
        <TextField
          label="Name"
          isRequired
          inputRef={name}
          value={wave.name}
          maxLength={100}
          isReadOnly={isReadOnly}
          placeholder="Databases"
          error={problems.get(fieldKey(wave.key, "name"))}
          onChange={(text) => editor.editWave(wave.key, { name: text })}
        />
      </PanelSection>
      <PanelSection>
        <MultiPicker
          label="Protection groups"
          options={groupOptions(editor.draft, wave, allGroups ?? [...groups.values()])}
          selected={wave.protectionGroupIds}
          isDisabled={isReadOnly}
          emptyText="No protection groups yet. Create one under Protection groups."
          error={problems.get(fieldKey(wave.key, "protectionGroupIds"))}
          onAdd={(id) => editor.editWave(wave.key, { protectionGroupIds: [...wave.protectionGroupIds, id] })}
          onRemove={(id) =>
            editor.editWave(wave.key, { protectionGroupIds: wave.protectionGroupIds.filter((other) => other !== id) })
          }
        />
      </PanelSection>
      <PanelSection id={STARTS_AFTER_ID}>
        <MultiPicker
          label="Starts after"
          options={otherWaves(editor.draft, wave)}
          selected={wave.dependsOn}
          isDisabled={isReadOnly}
          emptyText="This is the only wave. It starts at once."
          error={editor.refusal ?? problems.get(fieldKey(wave.key, "dependsOn"))}
          onAdd={(key) => editor.connect(key, wave.key)}
          onRemove={(key) => editor.disconnect(key, wave.key)}
        />
        <p className="text-xs text-ink-muted">{startsAfterWords(editor.draft, wave)}</p>
      </PanelSection>
      <WaveActionSections {...part} />
      <WaveFailurePolicy {...part} />
      <WaveOptionalServers {...part} />
      <WaveHealth {...part} />
      <WaveTimeouts {...part} />
      {!isReadOnly && <WaveActions editor={editor} wave={wave} number={number} />}
    </aside>
  );
}

function groupOptions(
  draft: PlanDraft,
  wave: DraftWave,
  groups: readonly { id: string; name: string; accountName: string; region: string; serverCount: number }[],
) {
  return groups.map((group) => {
    const elsewhere = draft.waves.find(
      (other) => other.key !== wave.key && other.protectionGroupIds.includes(group.id),
    );
    const where = `${formatNoun(group.serverCount, "server")}, ${group.accountName} · ${group.region}`;
    return {
      id: group.id,
      name: group.name,
      note: elsewhere === undefined ? where : `${where}, also in wave ${waveLabel(draft, elsewhere)}`,
    };
  });
}

function otherWaves(draft: PlanDraft, wave: DraftWave) {
  return draft.waves
    .filter((other) => other.key !== wave.key)
    .map((other) => ({ id: other.key, name: waveLabel(draft, other) }));
}
