"use client";

import { Plus, Trash2 } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { TextField } from "#components/ui/field.tsx";

import type { TaskInput } from "./draft-action.ts";

type TaskInputFieldsProps = {
  inputs: readonly TaskInput[];
  isReadOnly: boolean;
  error: string | undefined;
  onChange: (inputs: TaskInput[]) => void;
};

/** What the person types when the task is done; later actions find it under its name. */
export function TaskInputFields({ inputs, isReadOnly, error, onChange }: TaskInputFieldsProps) {
  function edit(index: number, patch: Partial<TaskInput>): void {
    onChange(inputs.map((input, at) => (at === index ? { ...input, ...patch } : input)));
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">
        What is asked for <span className="font-normal text-ink-faint">(optional)</span>
      </legend>
      <p className="mb-1.5 text-xs text-ink-muted">
        Typed by whoever does the task. Later actions find it under its name.
      </p>
      <ul className="grid gap-2">
        {inputs.map((input, index) => (
          <li key={index} className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_auto] items-start gap-x-2">
            <TextField
              label={`Question ${index + 1}`}
              isRequired
              value={input.label}
              placeholder="Last batch"
              isReadOnly={isReadOnly}
              onChange={(label) => edit(index, { label })}
            />
            <TextField
              label={`Name ${index + 1}`}
              isRequired
              value={input.name}
              placeholder="batch"
              isReadOnly={isReadOnly}
              onChange={(name) => edit(index, { name })}
            />
            {!isReadOnly && (
              <Button
                variant="ghost"
                icon={<Trash2 />}
                aria-label={`Remove question ${index + 1}`}
                className="mt-5"
                onClick={() => onChange(inputs.filter((_, at) => at !== index))}
              />
            )}
            <Checkbox
              label="Must be answered"
              isSelected={input.required}
              isDisabled={isReadOnly}
              onChange={(required) => edit(index, { required })}
            />
          </li>
        ))}
      </ul>
      {error !== undefined && <FieldError>{error}</FieldError>}
      {!isReadOnly && (
        <Button
          size="sm"
          icon={<Plus />}
          className={inputs.length > 0 ? "mt-2" : ""}
          onClick={() => onChange([...inputs, { name: "", label: "", required: true }])}
        >
          Add question
        </Button>
      )}
    </fieldset>
  );
}
