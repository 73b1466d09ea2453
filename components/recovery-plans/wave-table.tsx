"use client";

import { OctagonX, Plus, TriangleAlert, Undo2 } from "lucide-react";
import clsx from "clsx";

import { listWords } from "#components/executions/execution-words.ts";
import { useProfileName } from "#components/health-gates/use-profile-name.ts";
import { ON_FAILURE_LABEL } from "#components/status/on-failure.ts";
import { Button } from "#components/ui/button.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Table, Th } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";

import { waveOfProblem, type DraftProblems } from "./draft-problems.ts";
import { numberOf, type DraftWave } from "./draft.ts";
import { policyTags } from "./policy-words.ts";
import type { PlanEditor } from "./use-plan-editor.ts";
import { waveFacts, type GroupsById } from "./wave-facts.ts";

export type EditorPartProps = {
  editor: PlanEditor;
  groups: GroupsById;
  problems: DraftProblems;
  isReadOnly: boolean;
};

/** Every wave of the draft in order: what the graph shows, for the keyboard and the phone. */
export function WaveTable(props: EditorPartProps) {
  const { editor, problems, isReadOnly } = props;
  const { draft } = editor;
  const hasProfiles = draft.waves.some((wave) => wave.healthProfileId !== null);
  return (
    <section aria-labelledby="wave-table-title" className="flex-1 bg-surface">
      <header className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5 max-sm:px-3">
        <h2 id="wave-table-title">Waves</h2>
        <p className="flex-1 text-xs text-ink-muted">A wave starts when every wave that it waits for has passed.</p>
        <div className="flex gap-2 sm:hidden">
          {editor.canUndo && (
            <Button size="sm" variant="ghost" icon={<Undo2 />} onClick={editor.undo}>
              Undo
            </Button>
          )}
          {!isReadOnly && (
            <Button size="sm" icon={<Plus />} onClick={editor.add}>
              Add wave
            </Button>
          )}
        </div>
      </header>
      {editor.refusal !== null && (
        <p
          role="alert"
          className="flex gap-2 border-b border-line bg-bad-tint px-3 py-2 text-xs font-medium text-bad-ink sm:hidden"
        >
          <OctagonX className="size-3.5" />
          {editor.refusal}
        </p>
      )}
      {draft.waves.length === 0 ? (
        <p className={clsx("px-4 py-5", problems.has("waves") ? "text-bad-ink" : "text-ink-muted")}>
          {problems.get("waves") ?? "No waves yet. Add the first one: the servers that everything else needs."}
        </p>
      ) : (
        <Table aria-label="Waves of the plan">
          <thead>
            <tr>
              <Th className="w-8">
                <span className="sr-only">Number</span>
              </Th>
              <Th>Wave</Th>
              <Th className="max-sm:hidden">Protection groups</Th>
              <Th isNumber>Servers</Th>
              <Th>Starts</Th>
              <Th className="max-sm:hidden">When a server fails</Th>
              {hasProfiles && <Th className="max-sm:hidden">Health profile</Th>}
            </tr>
          </thead>
          <tbody>
            {draft.waves.map((wave, index) => (
              <WaveLine key={wave.key} {...props} wave={wave} number={index + 1} hasProfiles={hasProfiles} />
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

type WaveLineProps = EditorPartProps & { wave: DraftWave; number: number; hasProfiles: boolean };

function WaveLine({ editor, groups, problems, wave, number, hasProfiles }: WaveLineProps) {
  const profile = useProfileName(wave.healthProfileId);
  const isSelected = editor.selected?.key === wave.key;
  const facts = waveFacts(wave, groups);
  const hasProblem = [...problems.keys()].some((key) => waveOfProblem(key) === wave.key);
  const policy = [ON_FAILURE_LABEL[wave.onFailure], ...policyTags(wave)];
  const after = wave.dependsOn.map((key) => numberOf(editor.draft, key)).sort((a, b) => a - b);
  return (
    <tr
      className={clsx("cursor-pointer", isSelected && "plain bg-selected shadow-[inset_3px_0_0_var(--color-accent)]")}
      onClick={() => editor.select(wave.key)}
    >
      <td className="text-ink-faint">{number}</td>
      <td className="name max-w-60">
        <span className="flex items-center gap-2">
          <button type="button" aria-pressed={isSelected} className="truncate py-0.5 text-left font-medium">
            {wave.name.trim() === "" ? "Unnamed wave" : wave.name}
          </button>
          {editor.base !== null && editor.edited.has(wave.key) && <Tag>Edited</Tag>}
          {hasProblem && (
            <span className="text-bad-ink" title="Something is missing">
              <OctagonX className="size-3.5" />
              <span className="sr-only">Something is missing</span>
            </span>
          )}
        </span>
      </td>
      <td className="max-w-60 truncate text-ink-muted max-sm:hidden">
        {facts.groupNames.length === 0 ? "—" : listWords(facts.groupNames)}
      </td>
      <td className="number">
        <ServerCount servers={facts.servers} recoverable={facts.recoverable} />
      </td>
      <td className="text-ink-muted">{after.length === 0 ? "At once" : `After ${listWords(after.map(String), 5)}`}</td>
      <td className="truncated text-ink-muted max-sm:hidden" title={policy.join(", ")}>
        {policy.join(", ")}
      </td>
      {hasProfiles && <td className="max-w-40 truncate text-ink-muted max-sm:hidden">{profile ?? "—"}</td>}
    </tr>
  );
}

/** Servers, and a warning where not all of them could be launched now. */
export function ServerCount({ servers, recoverable }: { servers: number; recoverable: number }) {
  if (recoverable >= servers) return <>{servers}</>;
  const words = `${formatNoun(servers - recoverable, "server")} cannot be launched now`;
  return (
    <span className="inline-flex items-center gap-1" title={words}>
      <TriangleAlert className="size-3.5 text-attn-ink" />
      {recoverable} of {servers}
      <span className="sr-only">, {words}</span>
    </span>
  );
}
