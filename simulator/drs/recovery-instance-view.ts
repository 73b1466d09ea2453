import { stateAt } from "../ec2/instance-state.ts";
import { volumeIdOf } from "../ec2/volumes.ts";
import { toStamp } from "../stamps.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { drsArn } from "./ids.ts";
import { toFailback, toReplicationBack } from "./failback-view.ts";
import type { RecoveryInstance, SourceServer } from "./records.ts";

/** A recovery instance as DRS returns it; its EC2 state is in capitals, and NOT_FOUND once EC2 forgot it. */
export function toRecoveryInstance(
  sim: Simulation,
  here: RegionState,
  instance: RecoveryInstance,
): Record<string, unknown> {
  const id = instance.recoveryInstanceId;
  const ec2 = here.ec2.instances.get(id);
  const server = here.drs.sourceServers.get(instance.sourceServerId);
  return {
    recoveryInstanceID: id,
    ec2InstanceID: id,
    ec2InstanceState: (ec2 && stateAt(ec2, sim.clock.now()))?.toUpperCase() ?? "NOT_FOUND",
    jobID: instance.jobId,
    sourceServerID: instance.sourceServerId,
    arn: drsArn(here, "recovery-instance", id),
    tags: instance.tags,
    failback: toFailback(sim, instance),
    dataReplicationInfo: toReplicationBack(sim, instance, server),
    isDrill: instance.isDrill,
    pointInTimeSnapshotDateTime: toStamp(instance.dataAt),
    originEnvironment: server?.originRegion ? "AWS" : "ON_PREMISES",
    ...(server?.originAvailabilityZone && { originAvailabilityZone: server.originAvailabilityZone }),
    ...(server && { recoveryInstanceProperties: properties(sim, instance, { server, privateIp: ec2?.privateIp }) }),
    agentVersion: "6.42.20",
  };
}

function properties(
  sim: Simulation,
  instance: RecoveryInstance,
  { server, privateIp }: { server: SourceServer; privateIp: string | undefined },
): Record<string, unknown> {
  return {
    lastUpdatedDateTime: toStamp(sim.clock.wallOf(instance.visibleAt)),
    identificationHints: { hostname: server.hostname, fqdn: server.fqdn, awsInstanceID: instance.recoveryInstanceId },
    networkInterfaces: [{ macAddress: server.macAddress, ips: privateIp ? [privateIp] : [], isPrimary: true }],
    disks: server.disks.map(({ deviceName, bytes }) => ({
      internalDeviceName: deviceName,
      bytes,
      ebsVolumeID: volumeIdOf(instance.recoveryInstanceId, deviceName),
    })),
    cpus: [{ cores: server.cores, modelName: server.cpuModel }],
    ramBytes: server.ramBytes,
    os: { fullString: server.os },
  };
}
