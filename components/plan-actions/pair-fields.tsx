"use client";

import { Plus, Trash2 } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";

import { TemplateField } from "./template-field.tsx";
import { useTemplateScope } from "./template-scope.tsx";
import type { Pair } from "./typed.ts";

type PairFieldsProps = {
  title: string;
  /** What one row is called. */
  noun: string;
  pairs: readonly Pair[];
  error: string | undefined;
  hint: string;
  onChange: (pairs: Pair[]) => void;
};

/** Names with values: parameters of a document, headers of a request. */
export function PairFields({ title, noun, pairs, error, hint, onChange }: PairFieldsProps) {
  const { isReadOnly } = useTemplateScope();
  function edit(index: number, patch: Partial<Pair>): void {
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...patch } : pair)));
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">
        {title} <span className="font-normal text-ink-faint">(optional)</span>
      </legend>
      <p className="mb-1.5 text-xs text-ink-muted">{hint}</p>
      <ul className="grid gap-2">
        {pairs.map((pair, index) => (
          <li key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)_auto] items-start gap-2">
            <TextField
              label={`${noun} ${index + 1}`}
              isRequired
              value={pair.name}
              isReadOnly={isReadOnly}
              onChange={(name) => edit(index, { name })}
            />
            <TemplateField
              label="Value"
              isRequired
              value={pair.value}
              error={undefined}
              onChange={(value) => edit(index, { value })}
            />
            {!isReadOnly && (
              <Button
                variant="ghost"
                icon={<Trash2 />}
                aria-label={`Remove ${noun.toLowerCase()} ${index + 1}`}
                className="mt-5"
                onClick={() => onChange(pairs.filter((_, at) => at !== index))}
              />
            )}
          </li>
        ))}
      </ul>
      {error !== undefined && <FieldError>{error}</FieldError>}
      {!isReadOnly && (
        <Button
          size="sm"
          icon={<Plus />}
          className={pairs.length > 0 ? "mt-2" : ""}
          onClick={() => onChange([...pairs, { name: "", value: "" }])}
        >
          Add {noun.toLowerCase()}
        </Button>
      )}
    </fieldset>
  );
}
