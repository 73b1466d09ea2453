import { dehydrate, HydrationBoundary, noop, QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { AppShell } from "#components/layout/app-shell.tsx";
import { QueryProvider } from "#components/layout/query-provider.tsx";
import { pageContext } from "#lib/http/page.ts";
import { meKeys } from "#lib/query/me.ts";
import { getMe } from "#lib/services/users/get-me.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const client = new QueryClient();
  await client.query({ queryKey: meKeys.all, queryFn: () => getMe(ctx) }).catch(noop);
  return (
    <QueryProvider>
      <HydrationBoundary state={dehydrate(client)}>
        <AppShell personName={ctx.actor.name} isSimulated={ctx.simulated}>
          {children}
        </AppShell>
      </HydrationBoundary>
    </QueryProvider>
  );
}
