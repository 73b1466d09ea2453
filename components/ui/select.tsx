"use client";

import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { useId } from "react";

import { describedBy, FieldError } from "./field-frame.tsx";

export type SelectOption<T extends string> = { value: T; label: string; note?: string | undefined };

type SelectProps<T extends string> = {
  label: string;
  value: T | null;
  onChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  error?: string | undefined;
  placeholder?: string | undefined;
  hideLabel?: boolean | undefined;
  size?: "md" | "sm" | undefined;
  isDisabled?: boolean | undefined;
};

/** The browser's own list: the phone's wheel, the keyboard's type-ahead, and no script to load. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, onChange, options, error, placeholder = "Choose", hideLabel = false, size = "md" } = props;
  const id = useId();
  function choose(chosen: string): void {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option !== undefined) onChange(option.value);
  }
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? "sr-only" : "mb-1 block text-xs font-medium"}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value ?? ""}
          disabled={props.isDisabled ?? false}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={describedBy(id, { error })}
          onChange={(event) => choose(event.currentTarget.value)}
          className={clsx(
            "input appearance-none truncate pr-8 disabled:cursor-not-allowed disabled:border-line-strong disabled:bg-idle-tint disabled:text-ink-faint",
            size === "sm" && "!h-(--size-control-sm) text-xs",
            value === null && "text-ink-faint",
          )}
        >
          {value === null && (
            <option value="" disabled>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} className="bg-raised text-ink">
              {option.note === undefined ? option.label : `${option.label} · ${option.note}`}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-faint" />
      </div>
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
