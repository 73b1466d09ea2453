"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useMemo, useRef, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { FilterChip } from "#components/ui/chip.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { EmptyRow, ErrorRow, SkeletonRows, SpacerRow, Th } from "#components/ui/table.tsx";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import { PickerRow } from "./picker-row.tsx";
import { type Choice, choiceOf, matchesWords } from "./server-choice.ts";
import { usePlaceServers } from "./use-place-servers.ts";

const ROW_HEIGHT = 32;
const COLUMNS = 6;

type Listed = { server: SourceServerView; choice: Choice };
type Shown = "all" | Choice["kind"];

const CHIPS: readonly { shown: Shown; label: string }[] = [
  { shown: "all", label: "All" },
  { shown: "free", label: "Free" },
  { shown: "chosen", label: "Chosen" },
  { shown: "taken", label: "In another group" },
];

type ServerPickerProps = {
  accountId: string;
  region: string;
  chosen: ReadonlySet<string>;
  ownGroupId: string | null;
  onChoose: (ids: readonly string[], isChosen: boolean) => void;
};

export function ServerPicker({ accountId, region, chosen, ownGroupId, onChoose }: ServerPickerProps) {
  const { servers, isReading, isPending, error, refetch } = usePlaceServers(accountId, region);
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const listed = useMemo(
    () => servers.map((server) => ({ server, choice: choiceOf(server, chosen, ownGroupId) })),
    [servers, chosen, ownGroupId],
  );
  const visible = listed.filter(
    ({ server, choice }) => (shown === "all" || choice.kind === shown) && matchesWords(server, search.trim()),
  );
  const free = visible.filter(({ choice }) => choice.kind === "free").map(({ server }) => server.sourceServerId);
  const instead = (
    <>
      {isPending && <SkeletonRows columns={COLUMNS} />}
      {error !== null && <ErrorRow error={error} onRetry={refetch} columns={COLUMNS} />}
      {!isPending && error === null && visible.length === 0 && (
        <EmptyRow columns={COLUMNS}>
          {servers.length === 0 ? `DRS keeps no servers of this account in ${region}.` : "Nothing matches."}
        </EmptyRow>
      )}
    </>
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5 max-sm:px-3">
        <SearchInput
          label="Name, id, tag or address"
          value={search}
          onChange={setSearch}
          className="w-64 max-sm:w-full"
        />
        <div role="group" aria-label="Show" className="flex flex-wrap gap-2">
          {CHIPS.map((chip) => (
            <FilterChip
              key={chip.shown}
              isOn={shown === chip.shown}
              onPress={() => setShown(chip.shown)}
              count={listed.filter(({ choice }) => chip.shown === "all" || choice.kind === chip.shown).length}
            >
              {chip.label}
            </FilterChip>
          ))}
        </div>
        <span className="flex-1" />
        {isReading && <span className="text-xs text-ink-muted">Reading more…</span>}
        {free.length > 0 && (
          <Button size="sm" onClick={() => onChoose(free, true)}>
            Choose {free.length} free
          </Button>
        )}
      </div>
      <PickerTable listed={visible} instead={instead} onChoose={onChoose} />
    </>
  );
}

type PickerTableProps = Pick<ServerPickerProps, "onChoose"> & { listed: readonly Listed[]; instead: ReactNode };

function PickerTable({ listed, instead, onChoose }: PickerTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    useFlushSync: false,
  });
  const shown = rows.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = rows.getTotalSize() - (shown.at(-1)?.end ?? rows.getTotalSize());
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="group"
      aria-label="Servers to choose from, scrolls"
      className="relative h-[min(28rem,60vh)] overflow-auto border-t border-line -outline-offset-2"
    >
      <table
        className="sticky-head table table-fixed"
        aria-label="Servers to choose from"
        aria-rowcount={listed.length + 1}
      >
        <thead>
          <tr>
            <Th className="w-11">
              <span className="sr-only">Choose</span>
            </Th>
            <Th className="max-sm:w-[26%]">Server</Th>
            <Th className="w-[150px] max-sm:w-[36%]">State</Th>
            <Th className="w-[118px] max-sm:hidden">Data loss now</Th>
            <Th className="max-sm:hidden">System</Th>
            <Th className="w-[24%] max-sm:w-[28%]">Group</Th>
          </tr>
        </thead>
        <tbody>
          {instead}
          <SpacerRow height={before} />
          {shown.map((item) => {
            const row = listed[item.index];
            return (
              row !== undefined && (
                <PickerRow
                  key={row.server.sourceServerId}
                  {...row}
                  index={item.index}
                  onChoose={(id, isChosen) => onChoose([id], isChosen)}
                />
              )
            );
          })}
          <SpacerRow height={after} />
        </tbody>
      </table>
    </div>
  );
}
