"use client";

import { ArrowDown, ArrowUp, Trash2, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

import { Button } from "#components/ui/button.tsx";
import { MultiPicker } from "#components/ui/combo-box.tsx";
import { NumberField, TextField } from "#components/ui/field.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { ProtectionGroupSummary } from "#lib/domain/protection-group.ts";

import { waveLabel } from "./draft-graph.ts";
import { fieldKey } from "./draft-problems.ts";
import { numberOf, type DraftWave, type PlanDraft } from "./draft.ts";
import { STARTS_AFTER_ID } from "./starts-after-id.ts";
import type { EditorPartProps } from "./wave-table.tsx";

const PANEL = "min-w-0 bg-surface max-lg:border-t max-lg:border-line lg:border-l lg:border-line";

type WavePanelProps = EditorPartProps & { wave: DraftWave; allGroups: readonly ProtectionGroupSummary[] | undefined };

/** Edits the selected wave, wherever it was selected. */
export function WavePanel({ editor, problems, isReadOnly, wave, allGroups, groups }: WavePanelProps) {
  const panel = useRef<HTMLElement>(null);
  const name = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const number = numberOf(editor.draft, wave.key);
  const isNew = useRef(wave.name === "");
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
      <Section>
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
      </Section>
      <Section>
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
      </Section>
      <Section id={STARTS_AFTER_ID}>
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
        <p className="mt-1.5 text-xs text-ink-muted">
          {wave.dependsOn.length === 0
            ? "It waits for no other wave and starts at once."
            : "It starts when all of these have passed. If one fails, it does not start."}
        </p>
      </Section>
      <Section>
        <NumberField
          label="Health timeout"
          isRequired
          suffix="minutes"
          value={wave.healthTimeoutMinutes}
          isReadOnly={isReadOnly}
          error={problems.get(fieldKey(wave.key, "healthTimeoutMinutes"))}
          hint="How long launched servers may take to pass both EC2 status checks. A first boot of Windows takes up to 45."
          onChange={(minutes) => editor.editWave(wave.key, { healthTimeoutMinutes: minutes })}
        />
      </Section>
      {!isReadOnly && <WaveActions editor={editor} wave={wave} number={number} />}
    </aside>
  );
}

function Section({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <div id={id} className="border-b border-line px-4 py-3">
      {children}
    </div>
  );
}

type WaveActionsProps = Pick<EditorPartProps, "editor"> & { wave: DraftWave; number: number };

function WaveActions({ editor, wave, number }: WaveActionsProps) {
  const isLast = number === editor.draft.waves.length;
  const waiting = editor.draft.waves.filter((other) => other.dependsOn.includes(wave.key));
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={<ArrowUp />}
          disabledReason={number === 1 ? "It is the first wave." : undefined}
          onClick={() => editor.move(wave.key, number - 2)}
        >
          Move up
        </Button>
        <Button
          size="sm"
          icon={<ArrowDown />}
          disabledReason={isLast ? "It is the last wave." : undefined}
          onClick={() => editor.move(wave.key, number)}
        >
          Move down
        </Button>
        <Button size="sm" variant="danger" icon={<Trash2 />} onClick={() => editor.remove(wave.key)}>
          Remove wave
        </Button>
      </div>
      <p className="mt-2 text-xs text-ink-muted">
        {waiting.length === 0
          ? "No wave waits for it. Its servers stay in their groups."
          : `${formatNoun(waiting.length, "wave")} no longer ${waiting.length === 1 ? "waits" : "wait"} for it once it is removed: ${waiting
              .map((other) => waveLabel(editor.draft, other))
              .join(", ")}.`}
      </p>
    </div>
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
