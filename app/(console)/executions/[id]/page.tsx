import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { ExecutionPage } from "#components/executions/execution-page.tsx";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { orNotFound, pageContext } from "#lib/http/page.ts";
import { engineLinks } from "#lib/http/start-engine.ts";
import { executionKeys } from "#lib/query/executions.ts";
import { outcomeKeys } from "#lib/query/outcome.ts";
import { getOutcome } from "#lib/services/executions/outcome.ts";
import { getExecution } from "#lib/services/executions/get.ts";

export const metadata: Metadata = { title: "Execution" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext("execution:read");
  const { id } = await params;
  const client = new QueryClient();
  const execution = await orNotFound(getExecution(ctx, id, engineLinks()));
  client.setQueryData(executionKeys.detail(id), execution);
  if (isTerminal(execution.status)) client.setQueryData(outcomeKeys.detail(id), await getOutcome(ctx, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ExecutionPage id={id} />
    </HydrationBoundary>
  );
}
