import { dehydrate, HydrationBoundary, noop, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { GroupsPage } from "#components/protection-groups/groups-page.tsx";
import { pageContext } from "#lib/http/page.ts";
import { PAGE_SIZE, protectionGroupKeys } from "#lib/query/protection-groups.ts";
import { listProtectionGroups } from "#lib/services/protection-groups/list.ts";

export const metadata: Metadata = { title: "Protection groups" };

export default async function Page() {
  const ctx = await pageContext("group:read");
  const client = new QueryClient();
  await client
    .infiniteQuery({
      queryKey: protectionGroupKeys.list({}),
      queryFn: () => listProtectionGroups(ctx, { limit: PAGE_SIZE }),
      initialPageParam: null,
    })
    .catch(noop);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GroupsPage />
    </HydrationBoundary>
  );
}
