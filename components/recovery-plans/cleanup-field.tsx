"use client";

import { NumberField } from "#components/ui/field.tsx";
import { formatPeriod } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";

import { type CleanupChoice, cleanupConsequence, cleanupMinutes, cleanupProblem } from "./cleanup-choice.ts";

const FIRST_HOURS = 4;

type CleanupFieldProps = {
  choice: CleanupChoice;
  onChange: (choice: CleanupChoice) => void;
  /** How many instances it is about; null where that depends on the drill. */
  instances: number | null;
  /** What no clean-up is called: by hand, or I will do it. */
  byHand: string;
  isReadOnly?: boolean | undefined;
  error?: string | undefined;
};

/** When the instances of a drill are terminated, and what that means. */
export function CleanupField({ choice, onChange, instances, byHand, isReadOnly = false, error }: CleanupFieldProps) {
  function choose(kind: CleanupChoice["kind"]): void {
    if (kind === choice.kind) return;
    onChange(kind === "AFTER" ? { kind, amount: FIRST_HOURS, unit: "hours" } : { kind });
  }
  const minutes = choice.kind === "AFTER" ? cleanupMinutes(choice) : FIRST_HOURS * 60;
  const after = typeof minutes === "number" ? formatPeriod(minutes * 60) : "So long";
  const problem = error ?? cleanupProblem(choice);
  return (
    <div className="grid gap-2">
      <Segmented
        label="Clean up"
        isFull
        isReadOnly={isReadOnly}
        value={choice.kind}
        options={[
          { value: "AT_END", label: "When it ends" },
          { value: "AFTER", label: `${after} after it ends` },
          { value: "BY_HAND", label: byHand },
        ]}
        onChange={choose}
      />
      {choice.kind === "AFTER" && (
        <div className="max-w-40">
          <NumberField
            label="After its end"
            isRequired
            suffix={choice.unit}
            value={choice.amount}
            isReadOnly={isReadOnly}
            error={problem}
            onChange={(amount) => onChange({ ...choice, amount })}
          />
        </div>
      )}
      <p className="text-xs text-ink-muted" aria-live="polite">
        {cleanupConsequence(choice, instances)}
      </p>
    </div>
  );
}
