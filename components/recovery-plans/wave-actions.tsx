"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { formatNoun } from "#components/ui/format.ts";

import { waveLabel } from "./draft-graph.ts";
import type { DraftWave } from "./draft.ts";
import type { EditorPartProps } from "./wave-table.tsx";

type WaveActionsProps = Pick<EditorPartProps, "editor"> & { wave: DraftWave; number: number };

export function WaveActions({ editor, wave, number }: WaveActionsProps) {
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
