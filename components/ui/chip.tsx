"use client";

import clsx from "clsx";
import type { ReactNode } from "react";

import { formatCount } from "./format.ts";

type FilterChipProps = {
  isOn: boolean;
  onPress: () => void;
  children: ReactNode;
  count?: number | undefined;
};

export function FilterChip({ isOn, onPress, children, count }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={clsx(
        "inline-flex h-6 items-center gap-1.5 rounded-full border px-2 text-xs font-medium whitespace-nowrap pointer-coarse:h-9 pointer-coarse:px-3",
        isOn
          ? "border-accent bg-selected text-accent-ink"
          : "border-line-strong bg-surface text-ink-muted hover:bg-hover hover:text-ink",
      )}
    >
      {children}
      {count !== undefined && <span className={clsx("tabular-nums", !isOn && "text-ink")}>{formatCount(count)}</span>}
    </button>
  );
}
