"use client";

import clsx from "clsx";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; count?: number | undefined }[];
  /** Takes the whole width, its parts in equal shares. */
  isFull?: boolean | undefined;
  isReadOnly?: boolean | undefined;
};

export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, onChange, options, isFull = false, isReadOnly = false } = props;
  return (
    <div
      role="group"
      aria-label={label}
      className={clsx(
        "gap-0.5 rounded-md border border-line-strong bg-sunken p-0.5",
        isFull ? "flex [&>button]:min-w-0 [&>button]:flex-1 [&>button]:justify-center" : "inline-flex",
      )}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          aria-disabled={isReadOnly || undefined}
          onClick={() => !isReadOnly && onChange(option.value)}
          className={clsx(
            "inline-flex h-6 items-center gap-1.5 rounded-sm px-2 text-xs font-medium whitespace-nowrap pointer-coarse:h-8",
            option.value === value ? "bg-pressed text-ink shadow-sm ring ring-line" : "text-ink-muted hover:text-ink",
            isReadOnly && "cursor-not-allowed",
          )}
        >
          {option.label}
          {option.count !== undefined && <span className="tabular-nums">{option.count}</span>}
        </button>
      ))}
    </div>
  );
}
