"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import { Button, ButtonLink } from "#components/ui/button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { EmptyRow, ErrorRow, SkeletonRows } from "#components/ui/table.tsx";
import { Age } from "#components/ui/time.tsx";
import type { SourceServerCounts } from "#lib/domain/source-server.ts";
import { sourceServerQuery } from "#lib/query/source-servers.ts";

import { SelectionBar } from "./selection-bar.tsx";
import { ServerDetails } from "./server-details.tsx";
import type { SortBy } from "./server-order.ts";
import { ServerTable, ServerTableHead } from "./server-table.tsx";
import { ServerToolbar } from "./server-toolbar.tsx";
import { useListState } from "./use-list-state.ts";
import { useSelection } from "./use-selection.ts";
import { useServerList } from "./use-server-list.ts";

const NO_FILTER = { search: "", shown: "all", accountId: null, region: null } as const;

function Empty({ counts, onClear }: { counts: SourceServerCounts | undefined; onClear: () => void }) {
  if (counts?.total === 0) {
    return (
      <EmptyRow action={<ButtonLink href="/settings">Open accounts</ButtonLink>}>
        Servers that AWS DRS replicates appear here once an account and its Regions have been read.
      </EmptyRow>
    );
  }
  return <EmptyRow action={<Button onClick={onClear}>Clear the filters</Button>}>Nothing matches.</EmptyRow>;
}

function StatusLine({
  shown,
  counts,
  hasMore,
}: {
  shown: number;
  counts: SourceServerCounts | undefined;
  hasMore: boolean;
}) {
  const inventoryAt = counts?.inventoryAt ?? null;
  return (
    <div className="flex h-[34px] shrink-0 items-center gap-4 border-t border-line bg-surface px-6 text-xs text-ink-muted max-sm:px-3">
      <span className="tabular-nums" role="status">
        {shown > 0 && (
          <>
            {formatCount(shown)}
            {hasMore && "+"} shown{counts !== undefined && ` of ${formatCount(counts.total)}`}
          </>
        )}
      </span>
      {inventoryAt !== null && (
        <span>
          Inventory read <Age at={inventoryAt} />
        </span>
      )}
      <span className="ml-auto max-lg:hidden">
        <kbd className="kbd">↑</kbd> <kbd className="kbd">↓</kbd> move, <kbd className="kbd">Space</kbd> select,{" "}
        <kbd className="kbd">Enter</kbd> open, <kbd className="kbd">Esc</kbd> close
      </span>
    </div>
  );
}

export function SourceServersPage() {
  const { state, change } = useListState();
  const [sortBy, setSortBy] = useState<SortBy>("state");
  const { servers, list, counts } = useServerList(state, sortBy);
  const selection = useSelection();
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const readMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const listed = servers.find((server) => server.sourceServerId === state.open);
  const { data: fetched } = useQuery({
    ...sourceServerQuery(state.open ?? ""),
    enabled: state.open !== null && listed === undefined,
  });
  const open = state.open === null ? undefined : (listed ?? fetched);
  return (
    <div className="flex min-h-0 flex-1" onKeyDown={(event) => event.key === "Escape" && change({ open: null })}>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ServerToolbar state={state} counts={counts} onChange={change} />
        {selection.count > 0 && (
          <SelectionBar selection={selection} hidden={selection.count - servers.filter(selection.has).length} />
        )}
        <ServerTable
          servers={servers}
          total={counts?.total}
          head={<ServerTableHead {...{ sortBy, servers, selection }} onSort={setSortBy} />}
          selection={selection}
          openId={state.open}
          onOpen={(id) => change({ open: id })}
          onNearEnd={readMore}
          instead={
            <>
              {list.isPending && <SkeletonRows columns={8} />}
              {list.error !== null && <ErrorRow error={list.error} onRetry={() => void list.refetch()} />}
              {list.isSuccess && servers.length === 0 && <Empty counts={counts} onClear={() => change(NO_FILTER)} />}
            </>
          }
        />
        <StatusLine shown={servers.length} counts={counts} hasMore={hasNextPage} />
      </div>
      {open !== undefined && (
        <ServerDetails key={open.sourceServerId} server={open} onClose={() => change({ open: null })} />
      )}
    </div>
  );
}
