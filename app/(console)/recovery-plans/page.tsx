import { dehydrate, HydrationBoundary, noop, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { PlanList } from "#components/recovery-plans/plan-list.tsx";
import { pageContext } from "#lib/http/page.ts";
import { PAGE_SIZE, recoveryPlanKeys } from "#lib/query/recovery-plans.ts";
import { listRecoveryPlans } from "#lib/services/recovery-plans/list.ts";

export const metadata: Metadata = { title: "Recovery plans" };

export default async function Page() {
  const ctx = await pageContext("plan:read");
  const client = new QueryClient();
  await client
    .infiniteQuery({
      queryKey: recoveryPlanKeys.list(""),
      queryFn: () => listRecoveryPlans(ctx, { limit: PAGE_SIZE }),
      initialPageParam: null,
    })
    .catch(noop);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PlanList />
    </HydrationBoundary>
  );
}
