import type { DescribeRecoverySnapshotsRequest } from "@aws-sdk/client-drs";
import { cutPage } from "../../../page.ts";
import { hexDigits } from "../../../random.ts";
import { toStamp } from "../../../stamps.ts";
import { implement } from "../../../wire/operation.ts";
import type { SourceServer } from "../../records.ts";
import { recoverySnapshots, type RecoverySnapshot } from "../../snapshots.ts";
import { requireSourceServer } from "../../source-servers.ts";

/** The points in time to which a server can be recovered. */
export const describeRecoverySnapshots = implement<DescribeRecoverySnapshotsRequest>(
  "DescribeRecoverySnapshots",
  (call, { sourceServerID, filters, order = "ASC", ...page }) => {
    const server = requireSourceServer(call.here, sourceServerID);
    const from = filters?.fromDateTime === undefined ? -Infinity : Date.parse(filters.fromDateTime);
    const to = filters?.toDateTime === undefined ? Infinity : Date.parse(filters.toDateTime);
    const newestFirst = recoverySnapshots(call.sim.clock, call.here, server).filter(
      (each) => each.at >= from && each.at <= to,
    );
    const { items, ...next } = cutPage(order === "DESC" ? newestFirst : newestFirst.reverse(), page, {
      ...{ call, scope: `DescribeRecoverySnapshots/${sourceServerID}`, filters: { ...filters, order } },
      keyOf: (each) => each.snapshotId,
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
