"use client";

import { ON_FAILURE_LABEL } from "#components/status/on-failure.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { FieldError } from "#components/ui/field-frame.tsx";
import { NumberField } from "#components/ui/field.tsx";
import { formatPeriod } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { OnFailure } from "#lib/domain/wave-policy.ts";

import type { DraftAction } from "./draft-action.ts";
import { ACTION_FAILURE_WORDS, actionRetryWords } from "./failure-words.ts";

type CommonFieldsProps = {
  action: DraftAction;
  /** The name of the one before it, which it may run together with. */
  before: string | null;
  isReadOnly: boolean;
  error: (field: string) => string | undefined;
  onChange: (patch: Partial<DraftAction>) => void;
};

const STAGES = [
  { value: "BEFORE", label: "Before launch" },
  { value: "AFTER", label: "After launch" },
] as const;

/** When it runs, and in which executions. */
export function WhenFields({ action, before, isReadOnly, error, onChange }: CommonFieldsProps) {
  const { modes } = action;
  const whenError = error("when");
  const modesError = error("modes");
  function setMode(mode: ExecutionType, isOn: boolean): void {
    const rest = modes.filter((each) => each !== mode);
    onChange({ modes: isOn ? [...rest, mode].sort() : rest });
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">When it runs</legend>
      <Segmented
        label="When it runs"
        isFull
        isReadOnly={isReadOnly}
        value={action.when}
        options={STAGES}
        onChange={(when) => onChange({ when })}
      />
      {whenError !== undefined && <FieldError>{whenError}</FieldError>}
      <div className="mt-1 flex flex-wrap gap-x-5">
        <Checkbox
          label="In drills"
          isSelected={modes.includes("DRILL")}
          isDisabled={isReadOnly}
          onChange={(isOn) => setMode("DRILL", isOn)}
        />
        <Checkbox
          label="In recoveries"
          isSelected={modes.includes("RECOVERY")}
          isDisabled={isReadOnly}
          onChange={(isOn) => setMode("RECOVERY", isOn)}
        />
        {before !== null && (
          <Checkbox
            label={`Together with ${before}`}
            isSelected={action.isBeside}
            isDisabled={isReadOnly}
            onChange={(isBeside) => onChange({ isBeside })}
          />
        )}
      </div>
      {modesError !== undefined && <FieldError>{modesError}</FieldError>}
    </fieldset>
  );
}

const RETRIES = ["0", "1", "2", "3"].map((value) => ({ value, label: value === "0" ? "None" : value }));

/** How long it may take, how often it is tried, and what then happens. */
export function FailureFields({ action, isReadOnly, error, onChange }: Omit<CommonFieldsProps, "before">) {
  const { kind, onFailure, timeoutSeconds } = action;
  const isPatient = kind === "WAIT" || kind === "MANUAL_TASK";
  // A person who says that it cannot be done is not asked again by itself, unless the plan says so already.
  const isRetried = !isPatient || (kind === "MANUAL_TASK" && action.retries > 0);
  return (
    <fieldset className="grid gap-2 border-t border-line pt-4">
      <legend className="contents text-xs font-medium">When it fails</legend>
      <Segmented
        label="When it fails"
        isFull
        isReadOnly={isReadOnly}
        value={onFailure}
        options={OnFailure.options.map((value) => ({ value, label: ON_FAILURE_LABEL[value] }))}
        onChange={(chosen) => onChange({ onFailure: chosen })}
      />
      <p className="text-xs text-ink-muted" aria-live="polite">
        {ACTION_FAILURE_WORDS[onFailure]}
      </p>
      <div className="grid grid-cols-2 items-start gap-2.5">
        {!isPatient && (
          <NumberField
            label="One try may take"
            isRequired
            suffix="seconds"
            value={timeoutSeconds}
            isReadOnly={isReadOnly}
            error={error("timeoutSeconds")}
            hint={timeoutSeconds === null || timeoutSeconds < 60 ? undefined : `${formatPeriod(timeoutSeconds)}.`}
            onChange={(seconds) => onChange({ timeoutSeconds: seconds })}
          />
        )}
        {isRetried && (
          <Select
            label="Automatic retries"
            value={String(action.retries)}
            options={RETRIES}
            isDisabled={isReadOnly}
            onChange={(retries) => onChange({ retries: Number(retries) })}
          />
        )}
      </div>
      {isRetried && <p className="text-xs text-ink-muted">{actionRetryWords(action)}</p>}
    </fieldset>
  );
}
