"use client";

import { Check } from "lucide-react";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { isWaveToGo } from "#lib/domain/execution-status.ts";
import type { ExecutionView, ExecutionWaveView } from "#lib/domain/execution.ts";
import { useChangeWave } from "#lib/query/execution-controls.ts";

import { useAsks } from "./execution-asks.ts";
import { FormDialog } from "./form-dialog.tsx";
import { changeOf, draftErrors, draftOf } from "./wave-draft.ts";
import { WaveFields } from "./wave-fields.tsx";

type ChangeWaveDialogProps = { execution: ExecutionView; wave: ExecutionWaveView; onClose: () => void };

/** A wave that has not started may be changed in this execution. The plan is not touched. */
export function ChangeWaveDialog({ execution, wave, onClose }: ChangeWaveDialogProps) {
  const { ask, denied } = useAsks();
  const [draft, setDraft] = useState(() => draftOf(wave));
  const [comment, setComment] = useState("");
  const send = useChangeWave(execution.id, wave.number);
  const change = changeOf(draft, wave);
  const errors = draftErrors(draft, wave, execution.waves);
  const blocked = whyNot(wave, { hasErrors: Object.keys(errors).length > 0, isSame: change === null });
  function submit(): void {
    if (change === null) return;
    send.mutate({ ...change, comment: comment.trim() === "" ? null : comment.trim() }, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={`Change wave ${wave.number}, ${wave.name}`}
      button={`Change wave ${wave.number}`}
      icon={<Check />}
      aside={<Button onClick={() => ask({ kind: "skip-wave", wave: wave.number })}>Skip the wave…</Button>}
      reason={denied ?? blocked}
      {...{ send, onClose }}
      onSubmit={submit}
    >
      <WavePicker execution={execution} wave={wave} />
      <WaveFields {...{ execution, wave, draft, errors }} onChange={(next) => setDraft({ ...draft, ...next })} />
      <TextField label="Reason, for the record" value={comment} onChange={setComment} maxLength={2000} />
      <p className="text-xs text-ink-muted">
        Only this execution is changed. {execution.isAdHoc ? "" : "The plan stays as it is."}
      </p>
    </FormDialog>
  );
}

/** Waves that have not started, to go from one to the next. */
function WavePicker({ execution, wave }: Pick<ChangeWaveDialogProps, "execution" | "wave">) {
  const { ask } = useAsks();
  const options = execution.waves
    .filter((each) => isWaveToGo(each.status))
    .map((each) => ({ value: String(each.number), label: `${each.number} ${each.name}` }));
  if (options.length < 2) return null;
  return (
    <Select
      label="Wave"
      value={String(wave.number)}
      options={options}
      onChange={(number) => ask({ kind: "change-wave", wave: Number(number) })}
    />
  );
}

function whyNot(wave: ExecutionWaveView, draft: { hasErrors: boolean; isSame: boolean }): string | undefined {
  if (!isWaveToGo(wave.status)) return "The wave has started meanwhile.";
  if (draft.isSame) return "Nothing has been changed.";
  return draft.hasErrors ? "Some fields need a look." : undefined;
}
