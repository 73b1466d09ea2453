import { DescribeRecoverySnapshotsCommand } from "@aws-sdk/client-drs";

import type { Snapshot } from "#lib/domain/point-in-time/choose-snapshot.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { allPages, toDate } from "./drs-values.ts";

/** Every recovery snapshot that DRS keeps of a server, newest first. DRS has no call for many servers at once. */
export async function describeRecoverySnapshots(
  clients: AccountClients,
  place: AwsPlace,
  sourceServerID: string,
): Promise<Snapshot[]> {
  const items = await allPages((page) =>
    clients.drs(place).send(new DescribeRecoverySnapshotsCommand({ sourceServerID, order: "DESC", ...page })),
  );
  return items.flatMap(({ snapshotID, timestamp, expectedTimestamp }) => {
    const at = toDate(timestamp) ?? toDate(expectedTimestamp);
    return snapshotID === undefined || at === null ? [] : [{ id: snapshotID, at }];
  });
}
