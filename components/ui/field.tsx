"use client";

import { type ReactNode, type Ref, useId, useState } from "react";

import { describedBy, FieldFrame } from "./field-frame.tsx";

type Shared = {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  isRequired?: boolean | undefined;
  placeholder?: string | undefined;
  autoFocus?: boolean | undefined;
  isReadOnly?: boolean | undefined;
};

type TextFieldProps = Shared & {
  value: string;
  onChange: (value: string) => void;
  multiline?: boolean | undefined;
  rows?: number | undefined;
  maxLength?: number | undefined;
  autoComplete?: string | undefined;
  /** The id of the form that it belongs to, where it stands outside of it: Enter submits that form. */
  form?: string | undefined;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement> | undefined;
};

export function TextField({ value, onChange, multiline = false, rows = 3, inputRef, ...field }: TextFieldProps) {
  const id = useId();
  const { label, error, hint, isRequired = false, isReadOnly, autoComplete = "off", ...input } = field;
  const shared = {
    ...input,
    id,
    value,
    ref: inputRef,
    className: "input",
    readOnly: isReadOnly,
    autoComplete,
    "aria-invalid": error !== undefined || undefined,
    "aria-required": isRequired || undefined,
    "aria-describedby": describedBy(id, { error, hint }),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} isRequired={isRequired}>
      {multiline ? <textarea rows={rows} {...shared} /> : <input type="text" {...shared} />}
    </FieldFrame>
  );
}

type NumberFieldProps = Shared & {
  value: number | null;
  /** Whole numbers only; null when the field is empty. */
  onChange: (value: number | null) => void;
  suffix?: string | undefined;
};

export function NumberField({ value, onChange, suffix, ...field }: NumberFieldProps) {
  const id = useId();
  const { label, error, hint, isRequired = false, isReadOnly, ...input } = field;
  const [text, setText] = useState(value === null ? "" : String(value));
  const shown = (text === "" ? null : Number(text)) === value ? text : value === null ? "" : String(value);
  function type(raw: string): void {
    const digits = raw.replace(/\D/g, "").slice(0, 9);
    setText(digits);
    onChange(digits === "" ? null : Number(digits));
  }
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} isRequired={isRequired}>
      <div className="relative">
        <input
          {...input}
          id={id}
          className="input tabular-nums"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          readOnly={isReadOnly}
          value={shown}
          aria-invalid={error !== undefined || undefined}
          aria-required={isRequired || undefined}
          aria-describedby={describedBy(id, { error, hint })}
          onChange={(event) => type(event.currentTarget.value)}
        />
        {suffix !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center text-xs text-ink-faint">
            {suffix}
          </span>
        )}
      </div>
    </FieldFrame>
  );
}
