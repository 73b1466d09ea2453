import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { SourceServer } from "../drs/records.ts";
import { hexDigits } from "../random.ts";
import type { RegionState } from "../world.ts";
import { stateAt, type InstanceState } from "./instance-state.ts";
import type { Ec2Instance, Volume } from "./records.ts";
import { fromTagList } from "./tags.ts";

const GIB = 1024 ** 3;

/** Id of the volume that is the copy of a source server's disk in one of its instances. */
export function volumeIdOf(instanceId: string, sourceDeviceName: string): string {
  return `vol-0${hexDigits(16, instanceId, sourceDeviceName)}`;
}

/** The volumes of a new instance: one for each disk of the server, as the template wants it. */
export function volumesOf(instanceId: string, server: SourceServer, data: RequestLaunchTemplateData): Volume[] {
  const tags = fromTagList((data.TagSpecifications ?? []).find((each) => each.ResourceType === "volume")?.Tags);
  return server.disks.map((disk, index) => {
    const wish = data.BlockDeviceMappings?.find((each) => each.DeviceName === disk.deviceName)?.Ebs;
    const volumeType = wish?.VolumeType ?? "gp3";
    return {
      volumeId: volumeIdOf(instanceId, disk.deviceName),
      deviceName: index === 0 ? ROOT_DEVICE : `/dev/sd${String.fromCharCode("e".charCodeAt(0) + index)}`,
      sourceDeviceName: disk.deviceName,
      sizeGiB: Math.ceil(disk.bytes / GIB),
      volumeType,
      iops: wish?.Iops ?? 3000,
      throughput: volumeType === "gp3" ? (wish?.Throughput ?? 125) : null,
      tags: { ...tags },
    };
  });
}

export const ROOT_DEVICE = "/dev/sda1";

/** A volume that exists, with the instance that it belongs to or outlived. `state` is that instance's, undefined when EC2 forgot it. */
export type ExistingVolume = { volume: Volume; instance: Ec2Instance; state: InstanceState | undefined };

/** The volumes that exist at a simulated moment: those of instances, and what terminated ones left behind. */
export function existingVolumes(here: RegionState, at: number): ExistingVolume[] {
  return [...here.ec2.instances.values()].flatMap((instance) => {
    const state = stateAt(instance, at);
    const isGone = state === undefined || state === "terminated";
    const left = instance.leavesVolume ? instance.volumes.slice(-1) : [];
    return (isGone ? left : instance.volumes).map((volume) => ({ volume, instance, state }));
  });
}
