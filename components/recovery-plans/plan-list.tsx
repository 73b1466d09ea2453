"use client";

import { type InfiniteData, useInfiniteQuery, type UseInfiniteQueryResult, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";

import { PageHeader } from "#components/layout/page-header.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Card, CardFooter } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { EmptyRow, ErrorRow, SkeletonRows, Table, Th } from "#components/ui/table.tsx";
import type { Page } from "#lib/domain/paging.ts";
import type { RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";
import { planEstimatesQuery } from "#lib/query/estimates.ts";
import { useDenied } from "#lib/query/me.ts";
import { recoveryPlansQuery } from "#lib/query/recovery-plans.ts";

import { PlanRow } from "./plan-row.tsx";

const COLUMNS = 8;

export function PlanList() {
  const [search, setSearch] = useState("");
  const query = useInfiniteQuery({ ...recoveryPlansQuery(search.trim()), placeholderData: (before) => before });
  const denied = useDenied("plan:write");
  const plans = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newPlan =
    denied === undefined ? (
      <ButtonLink href="/recovery-plans/new" variant="primary" icon={<Plus />}>
        New plan
      </ButtonLink>
    ) : (
      <Button icon={<Plus />} disabledReason={denied}>
        New plan
      </Button>
    );
  const isEmpty = query.isSuccess && plans.length === 0 && search.trim() === "";
  return (
    <div className="px-6 pt-5 pb-10 max-sm:px-3 max-sm:pt-4">
      <PageHeader
        title="Recovery plans"
        facts={<span>Which servers come up in which order, ready to be drilled or recovered.</span>}
        actions={isEmpty ? undefined : newPlan}
      />
      {isEmpty ? (
        <Card>
          <EmptyState title="No recovery plan yet" action={newPlan}>
            A recovery plan arranges protection groups into waves: databases first, then what needs them. It is then run
            as a drill beside production, or as the real recovery.
          </EmptyState>
        </Card>
      ) : (
        <>
          <input
            type="search"
            className="input mb-3 max-w-80"
            placeholder="Find a plan"
            aria-label="Find a plan"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <PlanTable query={query} search={search.trim()} onClear={() => setSearch("")} />
        </>
      )}
    </div>
  );
}

type PlanTableProps = {
  query: UseInfiniteQueryResult<InfiniteData<Page<RecoveryPlanSummary>>>;
  search: string;
  onClear: () => void;
};

function PlanTable({ query, search, onClear }: PlanTableProps) {
  const plans = query.data?.pages.flatMap((page) => page.items) ?? [];
  const { data: estimates } = useQuery(planEstimatesQuery(plans.map(({ id }) => id)));
  return (
    <Card className="overflow-x-auto">
      <Table aria-label="Recovery plans" aria-busy={query.isFetching}>
        <thead>
          <tr>
            <Th sort="ascending">Plan</Th>
            <Th>Where</Th>
            <Th isNumber>Waves</Th>
            <Th isNumber>Servers recoverable</Th>
            <Th isNumber>Worst data loss now</Th>
            <Th isNumber>Recovery would take</Th>
            <Th>Last execution</Th>
            <Th>Now</Th>
          </tr>
        </thead>
        <tbody>
          {query.isPending && <SkeletonRows columns={COLUMNS} />}
          {query.error !== null && (
            <ErrorRow error={query.error} columns={COLUMNS} onRetry={() => void query.refetch()} />
          )}
          {plans.map((plan) => (
            <PlanRow key={plan.id} plan={plan} estimate={estimates?.get(plan.id)} />
          ))}
          {query.isSuccess && plans.length === 0 && (
            <EmptyRow columns={COLUMNS} action={<Button onClick={onClear}>Clear</Button>}>
              Nothing matches “{search}”.
            </EmptyRow>
          )}
        </tbody>
      </Table>
      {plans.length > 0 && (
        <CardFooter>
          {formatNoun(plans.length, "plan")}
          {query.hasNextPage && (
            <Button
              size="sm"
              className="ml-3"
              pending={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </CardFooter>
      )}
    </Card>
  );
}
