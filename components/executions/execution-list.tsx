"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";

import { PageHeader } from "#components/layout/page-header.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Card, CardFooter } from "#components/ui/card.tsx";
import { FilterChip } from "#components/ui/chip.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { EmptyRow, ErrorRow, SkeletonRows, Table, Th } from "#components/ui/table.tsx";
import type { ExecutionStatus, ExecutionType } from "#lib/domain/execution-status.ts";
import { executionsQuery, type ExecutionFilter } from "#lib/query/executions.ts";

import { ExecutionRow } from "./execution-row.tsx";
import { runningFirst } from "./running-first.ts";

const COLUMNS = 8;

const TYPES: readonly { value: ExecutionType; label: string }[] = [
  { value: "DRILL", label: "Drills" },
  { value: "RECOVERY", label: "Recoveries" },
];

const STATUSES: readonly { value: ExecutionStatus; label: string }[] = [
  { value: "COMPLETED", label: "Completed" },
  { value: "PARTIAL", label: "Partial" },
  { value: "FAILED", label: "Failed" },
  { value: "CANCELLED", label: "Cancelled" },
];

export function ExecutionList({ planId }: { planId?: string | undefined }) {
  const [filter, setFilter] = useState<ExecutionFilter>(planId === undefined ? {} : { planId });
  const query = useInfiniteQuery(executionsQuery(filter));
  const executions = runningFirst(query.data?.pages.flatMap((page) => page.items) ?? []);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <div className="px-6 pt-5 pb-10 max-sm:px-3 max-sm:pt-4">
      <PageHeader
        title="Executions"
        facts={<span>Every drill and recovery, running ones first. None is ever deleted.</span>}
      />
      <Filters filter={filter} onChange={setFilter} />
      <Card className="overflow-x-auto">
        <Table aria-label="Executions" aria-busy={query.isFetching}>
          <thead>
            <tr>
              <Th>Plan</Th>
              <Th>Mode</Th>
              <Th>Status</Th>
              <Th>Servers</Th>
              <Th>Waves</Th>
              <Th sort="descending">Started</Th>
              <Th isNumber>Took</Th>
              <Th>By</Th>
            </tr>
          </thead>
          <tbody>
            {query.isPending && <SkeletonRows columns={COLUMNS} />}
            {query.error !== null && (
              <ErrorRow error={query.error} columns={COLUMNS} onRetry={() => void query.refetch()} />
            )}
            {executions.map((execution) => (
              <ExecutionRow key={execution.id} execution={execution} />
            ))}
            {query.isSuccess && executions.length === 0 && (
              <Nothing isFiltered={isFiltered} onClear={() => setFilter({})} />
            )}
          </tbody>
        </Table>
        {executions.length > 0 && (
          <CardFooter>
            {formatNoun(executions.length, "execution")}
            {query.hasNextPage && (
              <Button
                size="sm"
                className="ml-3"
                pending={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show older
              </Button>
            )}
          </CardFooter>
        )}
      </Card>
    </div>
  );
}

type FiltersProps = { filter: ExecutionFilter; onChange: (filter: ExecutionFilter) => void };

function Filters({ filter, onChange }: FiltersProps) {
  return (
    <div role="group" aria-label="Filter" className="mb-3 flex flex-wrap gap-1.5">
      {TYPES.map(({ value, label }) => (
        <FilterChip
          key={value}
          isOn={filter.type === value}
          onPress={() => onChange({ ...filter, type: filter.type === value ? undefined : value })}
        >
          {label}
        </FilterChip>
      ))}
      <span className="mx-1 w-px bg-line" aria-hidden="true" />
      <FilterChip
        isOn={filter.active === true}
        onPress={() => onChange({ ...filter, status: undefined, active: filter.active === true ? undefined : true })}
      >
        Running
      </FilterChip>
      {STATUSES.map(({ value, label }) => (
        <FilterChip
          key={value}
          isOn={filter.status === value}
          onPress={() =>
            onChange({ ...filter, active: undefined, status: filter.status === value ? undefined : value })
          }
        >
          {label}
        </FilterChip>
      ))}
      {filter.planId !== undefined && (
        <FilterChip isOn onPress={() => onChange({ ...filter, planId: undefined })}>
          One plan only
        </FilterChip>
      )}
    </div>
  );
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyRow columns={COLUMNS} action={<Button onClick={onClear}>Clear the filter</Button>}>
        Nothing matches.
      </EmptyRow>
    );
  }
  return (
    <EmptyRow columns={COLUMNS} action={<ButtonLink href="/recovery-plans">Open recovery plans</ButtonLink>}>
      Nothing has been run yet. A drill launches copies of a plan’s servers beside production and shows how long a
      recovery would take. It is started from a <Link href="/recovery-plans">recovery plan</Link>.
    </EmptyRow>
  );
}
