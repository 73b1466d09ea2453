"use client";

import { FilterChip } from "#components/ui/chip.tsx";
import { formatCount } from "#components/ui/format.ts";
import { SearchInput } from "#components/ui/search-input.tsx";
import type { SourceServerCounts } from "#lib/domain/source-server.ts";

import { PlaceFilter } from "./place-filter.tsx";
import type { ServerListState, Shown } from "./server-filter.ts";
import { SyncButton } from "./sync-button.tsx";

type ServerToolbarProps = {
  state: ServerListState;
  counts: SourceServerCounts | undefined;
  onChange: (change: Partial<ServerListState>) => void;
};

export function ServerToolbar({ state, counts, onChange }: ServerToolbarProps) {
  const chips: readonly { shown: Shown; label: string; count: number | undefined }[] = [
    { shown: "all", label: "All", count: counts?.total },
    { shown: "not-recoverable", label: "Not recoverable", count: counts?.notRecoverable },
    { shown: "unassigned", label: "In no group", count: counts?.unassigned },
  ];
  return (
    <div className="shrink-0 bg-surface px-6 pt-3 pb-2.5 max-sm:px-3">
      <div className="flex items-center gap-2">
        <h1>Source servers</h1>
        {counts !== undefined && <span className="text-ink-muted tabular-nums">{formatCount(counts.total)}</span>}
        <span className="flex-1" />
        <SyncButton />
      </div>
      <div className="mt-2.5 flex flex-wrap items-center gap-2">
        <SearchInput
          label="Name, id, tag or address"
          value={state.search}
          onChange={(search) => onChange({ search })}
          className="w-64 max-sm:w-full"
        />
        <PlaceFilter accountId={state.accountId} region={state.region} onChange={onChange} />
        <div role="group" aria-label="Show" className="flex flex-wrap gap-2">
          {chips.map(({ shown, label, count }) => (
            <FilterChip key={shown} isOn={state.shown === shown} onPress={() => onChange({ shown })} count={count}>
              {label}
            </FilterChip>
          ))}
        </div>
      </div>
    </div>
  );
}
