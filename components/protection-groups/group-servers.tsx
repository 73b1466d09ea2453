import Link from "next/link";

import { DataLoss } from "#components/source-servers/data-loss.tsx";
import { addressOf } from "#components/source-servers/server-filter.ts";
import { orderServers } from "#components/source-servers/server-order.ts";
import { shortSystem } from "#components/source-servers/short-system.ts";
import { RecoverabilityLabel } from "#components/status/recoverability.tsx";
import { Table, Th } from "#components/ui/table.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { SourceServerView } from "#lib/domain/source-server.ts";

/** The servers of one group, those that cannot be launched first. */
export function GroupServers({ servers }: { servers: readonly SourceServerView[] }) {
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label="Servers of the group, scrolls"
      className="max-h-[70vh] overflow-auto rounded-b-lg -outline-offset-2"
    >
      <Table className="sticky-head" aria-label="Servers of the group">
        <thead>
          <tr>
            <Th>Server</Th>
            <Th>State</Th>
            <Th>Data loss now</Th>
            <Th className="max-sm:hidden">Seen</Th>
            <Th className="max-sm:hidden">System</Th>
          </tr>
        </thead>
        <tbody>
          {orderServers(servers, "state").map((server) => (
            <tr key={server.sourceServerId}>
              <td>
                <Link href={addressOf({ open: server.sourceServerId })} className="name inline-block py-0.5">
                  {server.hostname}
                </Link>
              </td>
              <td>
                <RecoverabilityLabel server={server} />
              </td>
              <td>
                <DataLoss server={server} />
              </td>
              <td className="text-ink-muted max-sm:hidden">
                {server.lastSeenAt === null ? "—" : <Clock at={server.lastSeenAt} />}
              </td>
              <td className="text-ink-muted max-sm:hidden">{server.os === null ? "—" : shortSystem(server.os)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
