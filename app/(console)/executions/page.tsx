import { dehydrate, HydrationBoundary, noop, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { ExecutionList } from "#components/executions/execution-list.tsx";
import { pageContext } from "#lib/http/page.ts";
import { engineLinks } from "#lib/http/start-engine.ts";
import { executionKeys, PAGE_SIZE } from "#lib/query/executions.ts";
import { listExecutions } from "#lib/services/executions/list.ts";

export const metadata: Metadata = { title: "Executions" };

export default async function Page() {
  const ctx = await pageContext("execution:read");
  const client = new QueryClient();
  await client
    .infiniteQuery({
      queryKey: executionKeys.list({}),
      queryFn: () => listExecutions(ctx, { limit: PAGE_SIZE }, engineLinks()),
      initialPageParam: null,
    })
    .catch(noop);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ExecutionList />
    </HydrationBoundary>
  );
}
