import type { DescribeRecoverySnapshotsRequest } from "@aws-sdk/client-drs";
import { implement } from "../../wire/operation.ts";
import { cutPage } from "../../page.ts";
import { hexDigits } from "../../random.ts";
import { toStamp } from "../../stamps.ts";
import { notFound } from "../errors.ts";
import type { SourceServer } from "../records.ts";
import { recoverySnapshots, type RecoverySnapshot } from "../snapshots.ts";

/** The points in time to which a server can be recovered. */
export const describeRecoverySnapshots = implement<DescribeRecoverySnapshotsRequest>(
  "DescribeRecoverySnapshots",
  ({ sim, here }, { sourceServerID, filters, order = "ASC", ...page }) => {
    const server = here.drs.sourceServers.get(sourceServerID);
    if (!server) throw notFound("SourceServer", sourceServerID);
    const from = filters?.fromDateTime === undefined ? -Infinity : Date.parse(filters.fromDateTime);
    const to = filters?.toDateTime === undefined ? Infinity : Date.parse(filters.toDateTime);
    const newestFirst = recoverySnapshots(sim.clock, server, here.region).filter(
      (each) => each.at >= from && each.at <= to,
    );
    const { items, ...next } = cutPage(order === "DESC" ? newestFirst : newestFirst.reverse(), page, {
      keyOf: (each) => each.snapshotId,
      scope: `DescribeRecoverySnapshots/${sourceServerID}/${order}`,
      defaultSize: 200,
      largestSize: 500,
    });
    return { items: items.map((each) => toRecoverySnapshot(server, each)), ...next };
  },
);

function toRecoverySnapshot(server: SourceServer, snapshot: RecoverySnapshot): Record<string, unknown> {
  return {
    snapshotID: snapshot.snapshotId,
    sourceServerID: server.sourceServerId,
    expectedTimestamp: toStamp(snapshot.expectedAt),
    timestamp: toStamp(snapshot.at),
    ebsSnapshots: server.disks.map((disk) => `snap-0${hexDigits(16, snapshot.snapshotId, disk.deviceName)}`),
  };
}
