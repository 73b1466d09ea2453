"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";

import { useNavCounts } from "#components/layout/nav-counts.ts";
import { PageHeader } from "#components/layout/page-header.tsx";
import { PageBody } from "#components/layout/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { formatCount, formatNoun, formatPeriod } from "#components/ui/format.ts";
import { Age } from "#components/ui/time.tsx";
import type { RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";
import type { SourceServerCounts } from "#lib/domain/source-server.ts";
import { recoveryPlansQuery } from "#lib/query/recovery-plans.ts";
import { sourceServerCountsQuery } from "#lib/query/source-servers.ts";

import { FirstSteps } from "./first-steps.tsx";
import { LastExecutionsCard } from "./last-executions-card.tsx";
import { isOverRpo } from "./plan-standing.ts";
import { PlansCard } from "./plans-card.tsx";
import { UnprotectedCard } from "./unprotected-card.tsx";
import { WaitingCard } from "./waiting-card.tsx";

/** The sentence the reader came for. */
function answerOf(plans: readonly RecoveryPlanSummary[]): string {
  if (plans.length === 0) return "Nothing is planned yet";
  const missing = plans.filter((plan) => plan.recoverableCount < plan.serverCount).length;
  const over = plans.filter(isOverRpo).length;
  const isOne = plans.length === 1;
  const of = isOne ? "The plan" : `of ${formatNoun(plans.length, "plan")}`;
  if (missing > 0) return `${isOne ? of : `${missing} ${of}`} could not launch all servers now`;
  if (over > 0) return `${isOne ? of : `${over} ${of}`} would lose more than the RPO now`;
  return isOne ? "The plan could launch all its servers now" : "Every plan could launch all its servers now";
}

type FactsProps = { plans: readonly RecoveryPlanSummary[]; counts: SourceServerCounts | undefined };

function Facts({ plans, counts }: FactsProps) {
  const inventoryAt = counts?.inventoryAt ?? null;
  const worst = Math.max(-1, ...plans.map((plan) => plan.worstLagSeconds ?? -1));
  return (
    <>
      <Link href="/recovery-plans" className="font-medium text-ink underline decoration-line-strong">
        {formatNoun(plans.length, "plan")}
      </Link>
      {counts !== undefined && (
        <span>
          <Link href="/source-servers" className="font-medium text-ink underline decoration-line-strong">
            {formatCount(counts.total - counts.notRecoverable)} of {formatCount(counts.total)}
          </Link>{" "}
          servers recoverable
        </span>
      )}
      {worst >= 0 && (
        <span>
          Worst data loss <b className="font-medium text-ink">{formatPeriod(worst)}</b>
        </span>
      )}
      {inventoryAt !== null && (
        <span>
          Inventory read <Age at={inventoryAt} />
        </span>
      )}
    </>
  );
}

export function DashboardPage() {
  const list = useInfiniteQuery(recoveryPlansQuery());
  const { data: counts } = useQuery(sourceServerCountsQuery());
  const { groups } = useNavCounts();
  const plans = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isFirstRun = list.isSuccess && plans.length === 0;
  return (
    <PageBody>
      <PageHeader
        title={list.isSuccess ? answerOf(plans) : "Dashboard"}
        facts={!isFirstRun && list.isSuccess && <Facts plans={plans} counts={counts} />}
        actions={
          !isFirstRun && (
            <ButtonLink href="/recovery-plans/new" icon={<Plus />}>
              New plan
            </ButtonLink>
          )
        }
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_336px] 2xl:grid-cols-[minmax(0,1fr)_448px]">
        <div className="grid min-w-0 gap-4">
          <WaitingCard />
          {isFirstRun ? <FirstSteps serverCount={counts?.total ?? 0} groupCount={groups?.count ?? 0} /> : <PlansCard />}
        </div>
        <div className="grid min-w-0 gap-4">
          <UnprotectedCard />
          <LastExecutionsCard />
        </div>
      </div>
    </PageBody>
  );
}
