"use client";

import clsx from "clsx";
import { Search, X } from "lucide-react";

type SearchInputProps = {
  /** Read out; the placeholder shows it too. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string | undefined;
};

/** The filter of a list; the / key brings the reader here. */
export function SearchInput({ label, value, onChange, className }: SearchInputProps) {
  return (
    <div className={clsx("relative", className)}>
      <Search className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-faint" />
      <input
        type="search"
        className="input pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
        aria-label={label}
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value !== "" && (
        <button
          type="button"
          aria-label="Clear"
          className="absolute inset-y-0 right-0 grid w-8 place-items-center text-ink-faint hover:text-ink"
          onClick={() => onChange("")}
        >
          <X className="size-3.5" />
        </button>
      )}
    </div>
  );
}
