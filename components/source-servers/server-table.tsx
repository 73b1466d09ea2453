"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { formatCount } from "#components/ui/format.ts";
import { type SortDirection, SpacerRow, Th } from "#components/ui/table.tsx";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import type { SortBy } from "./server-order.ts";
import { ServerRow } from "./server-rows.tsx";
import type { Selection } from "./use-selection.ts";

const ROW_HEIGHT = 32;
/** Rows before the end at which more are asked for. */
const READ_AHEAD = 30;

/** The open details tell the system too, and need its width. */
const COLUMNS = [
  "w-[52px] max-sm:w-8",
  "w-[20%] max-sm:w-auto",
  "w-[152px] max-sm:w-[147px]",
  "w-[112px] max-sm:w-[93px]",
  "w-[112px] max-sm:hidden",
  "w-[17%] max-sm:hidden group-data-open/servers:hidden",
  "w-[25%] max-sm:hidden",
  "w-[17%] max-sm:hidden",
];

/** The row's name: Enter opens it, Space selects the row. */
const NAME = "button[data-name]";

function isSpaceOnName(event: KeyboardEvent): boolean {
  return event.key === " " && event.target instanceof Element && event.target.matches(NAME);
}

function rowIndexOf(event: KeyboardEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>("tr[data-index]") : null;
  return row === null ? null : Number(row.dataset["index"]);
}

type SortHeadProps = { sortBy: SortBy; by: SortBy; onSort: (by: SortBy) => void; children: ReactNode };

function SortHead({ sortBy, by, onSort, children }: SortHeadProps) {
  const direction: SortDirection = by === "name" ? "ascending" : "descending";
  return (
    <Th sort={sortBy === by ? direction : undefined}>
      <button type="button" className="inline rounded-xs py-1 hover:text-ink" onClick={() => onSort(by)}>
        {children}
      </button>
    </Th>
  );
}

type ServerTableHeadProps = {
  sortBy: SortBy;
  onSort: (by: SortBy) => void;
  /** What the list shows, as far as it is read. */
  servers: readonly SourceServerView[];
  selection: Selection;
};

export function ServerTableHead({ sortBy, onSort, servers, selection }: ServerTableHeadProps) {
  const chosen = servers.filter(selection.has).length;
  const isEvery = chosen > 0 && chosen === servers.length;
  return (
    <>
      <colgroup>
        {COLUMNS.map((className, index) => (
          <col key={index} className={className} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <Th>
            <Checkbox
              label={`Select all ${formatCount(servers.length)} shown`}
              hideLabel
              isSelected={isEvery}
              isIndeterminate={chosen > 0 && !isEvery}
              isDisabled={servers.length === 0}
              onChange={(isChosen) => selection.choose(servers, isChosen)}
            />
          </Th>
          <SortHead by="name" sortBy={sortBy} onSort={onSort}>
            Server
          </SortHead>
          <SortHead by="state" sortBy={sortBy} onSort={onSort}>
            State
          </SortHead>
          <SortHead by="loss" sortBy={sortBy} onSort={onSort}>
            Data loss now
          </SortHead>
          <Th className="max-sm:hidden">Seen</Th>
          <Th className="group-data-open/servers:hidden max-sm:hidden">System</Th>
          <Th className="max-sm:hidden">Account and Region</Th>
          <Th className="max-sm:hidden">Group</Th>
        </tr>
      </thead>
    </>
  );
}

type ServerTableProps = {
  servers: readonly SourceServerView[];
  total: number | undefined;
  head: ReactNode;
  /** What stands instead of rows: empty, loading, an error. */
  instead: ReactNode;
  selection: Selection;
  openId: string | null;
  onOpen: (sourceServerId: string) => void;
  onNearEnd: () => void;
};

export function ServerTable(props: ServerTableProps) {
  const { servers, total, head, instead, selection, openId, onOpen, onNearEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: servers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    useFlushSync: false,
  });
  const shown = rows.getVirtualItems();
  const first = shown[0];
  const last = shown.at(-1);
  const lastIndex = last?.index ?? 0;
  useEffect(() => {
    if (servers.length > 0 && lastIndex >= servers.length - READ_AHEAD) onNearEnd();
  }, [lastIndex, servers.length, onNearEnd]);

  /** The neighbour is always rendered, since rows beyond the edge are. */
  function focusRow(index: number, what: string): void {
    const server = servers[index];
    if (server === undefined) return;
    rows.scrollToIndex(index);
    if (openId !== null) onOpen(server.sourceServerId);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] ${what}`)?.focus();
  }
  function press(event: KeyboardEvent): void {
    const index = rowIndexOf(event);
    if (index === null) return;
    const server = servers[index];
    const what = event.target instanceof HTMLInputElement ? "input" : NAME;
    if (event.key === "ArrowDown") focusRow(index + 1, what);
    else if (event.key === "ArrowUp") focusRow(index - 1, what);
    else if (isSpaceOnName(event) && server !== undefined) selection.toggle(server);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="group"
      aria-label="Source servers, scrolls"
      className="relative min-h-0 flex-1 overflow-auto border-t border-line bg-surface -outline-offset-2 max-lg:h-[70dvh] max-lg:flex-none"
    >
      <table
        className="sticky-head group/servers table table-fixed sm:min-w-[860px] sm:[&_td:first-child]:pl-6 sm:[&_th:first-child]:pl-6"
        data-open={openId === null ? undefined : ""}
        aria-label="Source servers"
        aria-rowcount={total === undefined ? undefined : total + 1}
        onKeyDown={press}
        onKeyUp={(event) => isSpaceOnName(event) && event.preventDefault()}
      >
        {head}
        <tbody>
          {instead}
          <SpacerRow height={first?.start ?? 0} />
          {shown.map((item) => {
            const server = servers[item.index];
            return (
              server !== undefined && (
                <ServerRow
                  key={server.sourceServerId}
                  server={server}
                  index={item.index}
                  isOpen={server.sourceServerId === openId}
                  isSelected={selection.has(server)}
                  onSelect={selection.toggle}
                  onOpen={onOpen}
                />
              )
            );
          })}
          <SpacerRow height={last === undefined ? 0 : rows.getTotalSize() - last.end} />
        </tbody>
      </table>
    </div>
  );
}
