"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { EmptyRow, ErrorRow, SkeletonRows, Table, Th } from "#components/ui/table.tsx";
import type { RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";
import { planEstimatesQuery } from "#lib/query/estimates.ts";
import { recoveryPlansQuery } from "#lib/query/recovery-plans.ts";

import { PlanRow } from "./plan-row.tsx";
import { isOverRpo, worstFirst } from "./plan-standing.ts";

const COLUMNS = 5;

type Shown = "all" | "not-recoverable" | "over-rpo";

function isShown(plan: RecoveryPlanSummary, shown: Shown): boolean {
  switch (shown) {
    case "all":
      return true;
    case "not-recoverable":
      return plan.recoverableCount < plan.serverCount;
    case "over-rpo":
      return isOverRpo(plan);
  }
}

const FILTERS: readonly { value: Shown; label: string }[] = [
  { value: "all", label: "All" },
  { value: "not-recoverable", label: "Not recoverable" },
  { value: "over-rpo", label: "Over RPO" },
];

export function PlansCard() {
  const list = useInfiniteQuery(recoveryPlansQuery());
  const [shown, setShown] = useState<Shown>("all");
  const plans = worstFirst(list.data?.pages.flatMap((page) => page.items) ?? []);
  const { data: estimates } = useQuery(planEstimatesQuery(plans.map(({ id }) => id).sort()));
  const visible = plans.filter((plan) => isShown(plan, shown));
  return (
    <Card aria-labelledby="plans-title">
      <CardHeader id="plans-title" title="Recovery plans" note="Worst first">
        {plans.length > 0 && (
          <Segmented
            label="Show"
            value={shown}
            onChange={setShown}
            options={FILTERS.map((filter) => ({
              ...filter,
              count: plans.filter((plan) => isShown(plan, filter.value)).length,
            }))}
          />
        )}
      </CardHeader>
      <Table aria-labelledby="plans-title" className="max-sm:block max-sm:[&_tbody]:block">
        <thead className="max-sm:hidden">
          <tr>
            <Th className="w-[28%]">Plan</Th>
            <Th>Servers</Th>
            <Th>Recovery would take</Th>
            <Th>Data loss now, worst server</Th>
            <Th>Last execution</Th>
          </tr>
        </thead>
        <tbody>
          {list.isPending && <SkeletonRows columns={COLUMNS} />}
          {list.error !== null && <ErrorRow columns={COLUMNS} error={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && visible.length === 0 && (
            <EmptyRow columns={COLUMNS} action={<Button onClick={() => setShown("all")}>Show all</Button>}>
              No plan is like this.
            </EmptyRow>
          )}
          {visible.map((plan) => (
            <PlanRow key={plan.id} plan={plan} estimate={estimates?.get(plan.id)} />
          ))}
        </tbody>
      </Table>
      {list.hasNextPage && (
        <CardFooter>
          <Button size="sm" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more plans
          </Button>
        </CardFooter>
      )}
    </Card>
  );
}
