import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatAccountId, formatCount } from "#components/ui/format.ts";
import { Table, Th } from "#components/ui/table.tsx";
import { Age } from "#components/ui/time.tsx";
import type { AccountView } from "#lib/domain/account.ts";

import { CheckBlocks } from "./check-blocks.tsx";
import { DrillNetworks } from "./drill-networks.tsx";
import { regionMeaning, RegionStateLabel } from "./region-state.tsx";

type RegionProps = { entry: AccountView["regions"][number] };

const COLUMNS = 4;

/** AWS's words take the width of the table, also on a phone. */
function RegionDetail({ entry }: RegionProps) {
  const meaning = regionMeaning(entry.state);
  if (meaning === null && entry.error === null) return null;
  return (
    <tr className="plain">
      <td colSpan={COLUMNS} className="!h-auto pb-2 !whitespace-normal">
        {meaning !== null && <p className="text-xs text-ink-muted">{meaning}</p>}
        {entry.error !== null && (
          <p className="mono mt-1 rounded-r-sm border-l-3 border-bad bg-sunken px-2.5 py-1.5 text-xs/[18px] wrap-anywhere">
            {entry.error}
          </p>
        )}
      </td>
    </tr>
  );
}

function RegionRows({ entry }: RegionProps) {
  const hasDetail = regionMeaning(entry.state) !== null || entry.error !== null;
  return (
    <>
      <tr className={hasDetail ? "plain [&>td]:!border-b-0" : "plain"}>
        <td className="font-medium">{entry.region}</td>
        <td>
          <RegionStateLabel state={entry.state} />
        </td>
        <td className="number">{formatCount(entry.servers)}</td>
        <td className="text-ink-muted">{entry.syncedAt === null ? "—" : <Age at={entry.syncedAt} />}</td>
      </tr>
      <RegionDetail entry={entry} />
    </>
  );
}

export function AccountCard({ account }: { account: AccountView }) {
  return (
    <Card>
      <CardHeader
        title={account.name}
        note={<span className="tabular-nums">{formatAccountId(account.accountId)}</span>}
      >
        <CopyButton text={account.accountId} what="account id" />
      </CardHeader>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={`Regions of ${account.name}, scrolls`}>
        <Table aria-label={`Regions of ${account.name}`}>
          <thead>
            <tr>
              <Th className="w-36 max-sm:w-auto">Region</Th>
              <Th>Inventory</Th>
              <Th isNumber className="w-20 max-sm:w-auto">
                Servers
              </Th>
              <Th className="w-32 max-sm:w-auto">Last read</Th>
            </tr>
          </thead>
          <tbody>
            {account.regions.map((entry) => (
              <RegionRows key={entry.region} entry={entry} />
            ))}
          </tbody>
        </Table>
      </div>
      <DrillNetworks account={account} />
      <CheckBlocks account={account} />
      <CardFooter>
        Entered through <span className="mono wrap-anywhere">{account.roleArn}</span>
      </CardFooter>
    </Card>
  );
}
