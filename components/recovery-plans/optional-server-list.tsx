"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { OctagonX } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";

import { matchesWords } from "#components/protection-groups/server-choice.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { formatCount } from "#components/ui/format.ts";
import { SearchInput } from "#components/ui/search-input.tsx";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import type { GroupServers } from "./use-group-servers.ts";

const ROW_HEIGHT = 30;
const TOUCH_ROW_HEIGHT = 44;

type OptionalServerListProps = {
  read: GroupServers;
  optional: ReadonlySet<string>;
  isReadOnly: boolean;
  onChange: (ids: readonly string[], isOptional: boolean) => void;
};

/** A tick makes a server optional. Search, then tick all that match; a group may have thousands. */
export function OptionalServerList({ read, optional, isReadOnly, onChange }: OptionalServerListProps) {
  const [search, setSearch] = useState("");
  const found = read.servers.filter((server) => matchesWords(server, search.trim()));
  const shown = found.toSorted((a, b) => a.hostname.localeCompare(b.hostname));
  const ids = shown.map((server) => server.sourceServerId);
  const areAllOptional = ids.every((id) => optional.has(id));
  return (
    <div className="overflow-hidden rounded-md border border-line-strong">
      <div className="flex items-center gap-2 border-b border-line p-1.5">
        <SearchInput label="Name, id, tag or address" value={search} onChange={setSearch} className="min-w-0 flex-1" />
        {!isReadOnly && ids.length > 0 && (
          <Button size="sm" onClick={() => onChange(ids, !areAllOptional)}>
            {areAllOptional ? "None of" : "All"} {formatCount(ids.length)}
          </Button>
        )}
      </div>
      {read.error !== null && (
        <div role="alert" className="flex flex-wrap items-center gap-2 px-2.5 py-2 text-xs">
          <OctagonX className="size-3.5 text-bad-ink" />
          <span className="min-w-0 flex-1">{read.error.message}</span>
          <Button size="sm" onClick={read.retry}>
            Try again
          </Button>
        </div>
      )}
      {!read.isComplete && read.error === null && (
        <p role="status" className="px-2.5 py-2 text-xs text-ink-muted">
          Reading the servers of its groups
        </p>
      )}
      {read.isComplete && shown.length === 0 && (
        <p className="px-2.5 py-2 text-xs text-ink-muted">
          {read.servers.length === 0 ? "Its groups have no servers." : "Nothing matches."}
        </p>
      )}
      {shown.length > 0 && <Rows servers={shown} {...{ optional, isReadOnly, onChange }} />}
    </div>
  );
}

type RowsProps = Omit<OptionalServerListProps, "read"> & { servers: readonly SourceServerView[] };

function Rows({ servers, optional, isReadOnly, onChange }: RowsProps) {
  const scroller = useRef<HTMLUListElement>(null);
  const hasGroups = new Set(servers.map((server) => server.protectionGroup?.id)).size > 1;
  const rows = useVirtualizer({
    count: servers.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (window.matchMedia("(pointer: coarse)").matches ? TOUCH_ROW_HEIGHT : ROW_HEIGHT),
    overscan: 8,
    useFlushSync: false,
  });
  function move(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
    if (step === 0 || row === null) return;
    event.preventDefault();
    const next = Math.min(servers.length - 1, Math.max(0, Number(row.dataset["index"]) + step));
    rows.scrollToIndex(next);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] input`)?.focus({ preventScroll: true });
  }
  return (
    <ul
      ref={scroller}
      // Disabled boxes take no focus, and the list must still scroll by keyboard.
      tabIndex={isReadOnly ? 0 : undefined}
      aria-label="Servers of the wave; a tick makes one optional"
      className="relative max-h-66 overflow-auto"
      onKeyDown={move}
    >
      <li aria-hidden="true" style={{ height: rows.getTotalSize() }} />
      {rows.getVirtualItems().map((item) => {
        const server = servers[item.index];
        return (
          server !== undefined && (
            <li
              key={server.sourceServerId}
              data-index={item.index}
              aria-setsize={servers.length}
              aria-posinset={item.index + 1}
              className="absolute inset-x-0 top-0 flex items-center gap-2 border-b border-line px-2.5 hover:bg-hover"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <Checkbox
                label={server.hostname}
                isSelected={optional.has(server.sourceServerId)}
                isDisabled={isReadOnly}
                onChange={(isOptional) => onChange([server.sourceServerId], isOptional)}
              />
              <span className="truncated ml-auto text-right text-2xs text-ink-faint">
                {(hasGroups ? server.protectionGroup?.name : null) ?? server.sourceServerId}
              </span>
            </li>
          )
        );
      })}
    </ul>
  );
}
