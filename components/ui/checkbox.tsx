"use client";

import clsx from "clsx";
import { useEffect, useRef } from "react";

type CheckboxProps = {
  label: string;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isIndeterminate?: boolean | undefined;
  isDisabled?: boolean | undefined;
  /** The label is read out but not shown: in a row whose name stands beside it. */
  hideLabel?: boolean | undefined;
};

export function Checkbox(props: CheckboxProps) {
  const { label, isSelected, onChange, isIndeterminate = false, isDisabled = false, hideLabel = false } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return (
    <label
      className={clsx(
        "relative inline-flex min-h-(--size-target) items-center gap-2",
        isDisabled ? "cursor-not-allowed text-ink-faint" : "cursor-pointer",
      )}
    >
      <input
        ref={input}
        type="checkbox"
        className="size-[15px] shrink-0 accent-accent"
        checked={isSelected}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={hideLabel ? "sr-only" : undefined}>{label}</span>
    </label>
  );
}
