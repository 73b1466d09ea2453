import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { GroupPage } from "#components/protection-groups/group-page.tsx";
import { orNotFound, pageContext } from "#lib/http/page.ts";
import { protectionGroupKeys } from "#lib/query/protection-groups.ts";
import { getProtectionGroup } from "#lib/services/protection-groups/get.ts";

export const metadata: Metadata = { title: "Protection group" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext("group:read");
  const { id } = await params;
  const client = new QueryClient();
  client.setQueryData(protectionGroupKeys.detail(id), await orNotFound(getProtectionGroup(ctx, id)));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GroupPage id={id} />
    </HydrationBoundary>
  );
}
