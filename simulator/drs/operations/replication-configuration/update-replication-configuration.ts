import type {
  ReplicationConfigurationReplicatedDisk,
  UpdateReplicationConfigurationRequest,
} from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { fieldInvalid } from "../../errors.ts";
import { toReplicationConfiguration } from "../../replication-configuration-view.ts";
import { changedReplicationSettings } from "../../replication-rules.ts";
import { replicationSettingsOf } from "../../replication-settings.ts";
import type { ReplicatedDisk, ReplicationSettings } from "../../settings-records.ts";
import { requireSourceServer } from "../../source-servers.ts";
import { withChanges } from "../../with-changes.ts";

type Request = UpdateReplicationConfigurationRequest & { internetProtocol?: ReplicationSettings["internetProtocol"] };

/** Changes what is given and answers the whole configuration. A shorter retention deletes snapshots at once. */
export const updateReplicationConfiguration = implement<Request>(
  "UpdateReplicationConfiguration",
  ({ sim, here }, { sourceServerID, name, replicatedDisks = [], ...changes }) => {
    const server = requireSourceServer(here, sourceServerID);
    const settings = replicationSettingsOf(here, server);
    here.drs.replicationSettings.set(sourceServerID, {
      ...changedReplicationSettings(settings, changes),
      name: name ?? settings.name,
      replicatedDisks: replicatedDisks.reduce(changeDisk, settings.replicatedDisks),
    });
    sim.changed();
    return toReplicationConfiguration(here, server);
  },
);

function changeDisk(disks: ReplicatedDisk[], change: ReplicationConfigurationReplicatedDisk): ReplicatedDisk[] {
  const { deviceName, isBootDisk, stagingDiskType, iops, throughput } = change;
  if (!disks.some((each) => each.deviceName === deviceName)) {
    throw fieldInvalid("replicatedDisks", `The Source Server has no disk '${deviceName ?? ""}'`);
  }
  const changed = disks.map((disk) =>
    disk.deviceName === deviceName ? withChanges(disk, { isBootDisk, stagingDiskType, iops, throughput }) : disk,
  );
  const wrong = changed.find((disk) => disk.throughput > 0 && disk.stagingDiskType !== "GP3");
  if (wrong) throw fieldInvalid("replicatedDisks", `throughput can only be set for GP3 disks: ${wrong.deviceName}`);
  return changed;
}
