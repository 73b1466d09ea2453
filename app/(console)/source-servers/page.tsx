import { dehydrate, HydrationBoundary, noop, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { SourceServersPage } from "#components/source-servers/source-servers-page.tsx";
import { pageContext } from "#lib/http/page.ts";
import { PAGE_SIZE, sourceServerKeys } from "#lib/query/source-servers.ts";
import { countSourceServers } from "#lib/services/source-servers/count.ts";
import { listSourceServers } from "#lib/services/source-servers/list.ts";

export const metadata: Metadata = { title: "Source servers" };

export default async function Page() {
  const ctx = await pageContext("inventory:read");
  const client = new QueryClient();
  await Promise.all([
    client
      .infiniteQuery({
        queryKey: sourceServerKeys.list({}),
        queryFn: () => listSourceServers(ctx, { limit: PAGE_SIZE }),
        initialPageParam: null,
      })
      .catch(noop),
    client.query({ queryKey: sourceServerKeys.counts({}), queryFn: () => countSourceServers(ctx) }).catch(noop),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SourceServersPage />
    </HydrationBoundary>
  );
}
