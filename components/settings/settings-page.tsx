"use client";

import { useQuery } from "@tanstack/react-query";

import { ProfilesCard } from "#components/health-gates/profiles-card.tsx";
import { PageHeader } from "#components/layout/page-header.tsx";
import { PageBody } from "#components/layout/page.tsx";
import { troubleWords } from "#components/notifications/channel-words.ts";
import { ChannelsCard } from "#components/notifications/channels-card.tsx";
import { SyncButton } from "#components/source-servers/sync-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import type { AccountView } from "#lib/domain/account.ts";
import { accountsQuery } from "#lib/query/accounts.ts";
import { channelsQuery } from "#lib/query/channels.ts";

import { AccountCard } from "./account-card.tsx";
import { PersonCard } from "./person-card.tsx";

function Summary({ accounts }: { accounts: readonly AccountView[] }) {
  const regions = accounts.flatMap((account) => account.regions);
  const unread = regions.filter((entry) => entry.state === "ERROR").length;
  const places = formatNoun(regions.length, "Region");
  return (
    <>
      <span>{`${formatNoun(accounts.length, "account")}, ${places}`}</span>
      {unread > 0 && <span className="font-medium text-bad-ink">{`${formatNoun(unread, "Region")} not readable`}</span>}
      <ChannelTrouble />
    </>
  );
}

/** Loud: nobody may be looking at the channels when one stops to deliver. */
function ChannelTrouble() {
  const { data } = useQuery(channelsQuery());
  const troubled = data?.items.filter((channel) => channel.isEnabled && troubleWords(channel) !== null).length ?? 0;
  if (troubled === 0) return null;
  return (
    <a href="#notifications" className="font-medium text-bad-ink underline">
      {troubled === 1 ? "1 channel does not deliver" : `${troubled} channels do not deliver`}
    </a>
  );
}

export function SettingsPage() {
  const { data, error, refetch } = useQuery(accountsQuery());
  const accounts = data?.items;
  return (
    <PageBody>
      <PageHeader
        title="Settings"
        facts={accounts !== undefined && <Summary accounts={accounts} />}
        actions={<SyncButton />}
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_336px]">
        <div className="grid gap-4">
          {error !== null && (
            <Notice
              family="bad"
              title="Accounts were not read"
              action={<Button onClick={() => void refetch()}>Try again</Button>}
            >
              {error.message}
            </Notice>
          )}
          {accounts?.length === 0 && (
            <Card>
              <EmptyState title="No account yet">
                An account says which role is assumed and which Regions are read. Accounts are added over the API.
              </EmptyState>
            </Card>
          )}
          {accounts?.map((account) => (
            <AccountCard key={account.accountId} account={account} />
          ))}
          <ProfilesCard />
          <ChannelsCard />
        </div>
        <PersonCard />
      </div>
    </PageBody>
  );
}
