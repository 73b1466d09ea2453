import type { ReactNode } from "react";

import { Segmented } from "#components/ui/segmented.tsx";

import type { DecisionChoice, DecisionOption } from "./decision-consequences.ts";

type OptionRowProps = {
  name: string;
  label: string;
  consequence: string;
  /** What it does to the end, where that can be said. */
  end?: string | undefined;
  isChosen: boolean;
  onChoose: () => void;
  children?: ReactNode;
};

/** One answer with what it leads to. */
export function OptionRow({ name, label, consequence, end, isChosen, onChoose, children }: OptionRowProps) {
  return (
    <div className="border-t border-line first:border-t-0 has-checked:bg-selected has-checked:shadow-[inset_3px_0_0_var(--color-accent)]">
      <label className="grid cursor-pointer grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 px-3 py-1.5 hover:bg-hover has-checked:hover:bg-transparent">
        <input
          type="radio"
          name={name}
          checked={isChosen}
          onChange={onChoose}
          className="mt-0.5 size-[15px] accent-accent"
        />
        <span className="min-w-0">
          <span className="flex flex-wrap justify-between gap-x-2">
            <b>{label}</b>
            {end !== undefined && <span className="text-xs text-ink-muted tabular-nums">{end}</span>}
          </span>
          <span className="block text-xs/[17px] wrap-anywhere text-ink-muted">{consequence}</span>
        </span>
      </label>
      {children}
    </div>
  );
}

type ServerChoiceProps = {
  servers: readonly { sourceServerId: string; hostname: string }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
};

/** Which of several failed servers the answer is about. */
export function ServerChoice({ servers, chosen, onChange }: ServerChoiceProps) {
  function toggle(id: string): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  }
  return (
    <fieldset className="max-h-44 overflow-y-auto pr-3 pb-2 pl-[38px]">
      <legend className="sr-only">Which servers</legend>
      {servers.map(({ sourceServerId, hostname }) => (
        <label key={sourceServerId} className="flex min-h-(--size-target) cursor-pointer items-center gap-2 text-xs">
          <input
            type="checkbox"
            className="size-[14px] shrink-0 accent-accent"
            checked={chosen.has(sourceServerId)}
            onChange={() => toggle(sourceServerId)}
          />
          <span className="min-w-0 wrap-anywhere">{hostname}</span>
        </label>
      ))}
    </fieldset>
  );
}

type SkipScopeProps = {
  options: readonly DecisionOption[];
  value: DecisionChoice;
  onChange: (choice: DecisionChoice) => void;
};

/** Only what failed, or all that the wave has not launched. */
export function SkipScope({ options, value, onChange }: SkipScopeProps) {
  if (options.length < 2) return null;
  return (
    <div className="pb-2.5 pl-[38px]">
      <Segmented
        label="What to skip"
        value={value}
        onChange={onChange}
        options={options.map(({ choice }) => ({
          value: choice,
          label: choice === "skip" ? "What failed" : "The whole wave",
        }))}
      />
    </div>
  );
}
