import { dehydrate, HydrationBoundary, noop, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { DashboardPage } from "#components/dashboard/dashboard-page.tsx";
import { pageContext } from "#lib/http/page.ts";
import { recoveryPlanKeys } from "#lib/query/recovery-plans.ts";
import { sourceServerKeys } from "#lib/query/source-servers.ts";
import { listRecoveryPlans } from "#lib/services/recovery-plans/list.ts";
import { countSourceServers } from "#lib/services/source-servers/count.ts";

export const metadata: Metadata = { title: "Dashboard" };

const FIRST_PAGE = 200;

export default async function Page() {
  const ctx = await pageContext("plan:read");
  const client = new QueryClient();
  await Promise.all([
    client
      .infiniteQuery({
        queryKey: recoveryPlanKeys.list(""),
        queryFn: () => listRecoveryPlans(ctx, { limit: FIRST_PAGE }),
        initialPageParam: null,
      })
      .catch(noop),
    client.query({ queryKey: sourceServerKeys.counts({}), queryFn: () => countSourceServers(ctx) }).catch(noop),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DashboardPage />
    </HydrationBoundary>
  );
}
