import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { PlanPage } from "#components/recovery-plans/plan-page.tsx";
import { orNotFound, pageContext } from "#lib/http/page.ts";
import { recoveryPlanKeys } from "#lib/query/recovery-plans.ts";
import { getRecoveryPlan } from "#lib/services/recovery-plans/get.ts";

export const metadata: Metadata = { title: "Recovery plan" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext("plan:read");
  const { id } = await params;
  const client = new QueryClient();
  client.setQueryData(recoveryPlanKeys.detail(id), await orNotFound(getRecoveryPlan(ctx, id)));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PlanPage id={id} />
    </HydrationBoundary>
  );
}
