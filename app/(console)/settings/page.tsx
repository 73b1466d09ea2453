import { dehydrate, HydrationBoundary, noop, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";

import { SettingsPage } from "#components/settings/settings-page.tsx";
import { pageContext } from "#lib/http/page.ts";
import { accountKeys } from "#lib/query/accounts.ts";
import { channelKeys } from "#lib/query/channels.ts";
import { healthProfileKeys } from "#lib/query/health-profiles.ts";
import { listAccounts } from "#lib/services/accounts/list.ts";
import { listHealthProfiles } from "#lib/services/health-profiles/list.ts";
import { listChannels } from "#lib/services/notifications/list.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function Page() {
  const ctx = await pageContext("account:read");
  const client = new QueryClient();
  await Promise.all([
    client.query({ queryKey: accountKeys.all, queryFn: () => listAccounts(ctx, { limit: 200 }) }).catch(noop),
    client
      .query({ queryKey: healthProfileKeys.list, queryFn: () => listHealthProfiles(ctx, { limit: 200 }) })
      .catch(noop),
    client.query({ queryKey: channelKeys.list, queryFn: () => listChannels(ctx, { limit: 200 }) }).catch(noop),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SettingsPage />
    </HydrationBoundary>
  );
}
