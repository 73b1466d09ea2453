import type {
  DescribeVolumesRequest,
  DescribeVolumesResult,
  Volume as VolumeView,
  VolumeAttachment,
} from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { hexDigits } from "../../random.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page, refuseIdsWithPage } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { requireAll } from "../resource-ids.ts";
import { toTagList } from "../tags.ts";
import { existingVolumes, type ExistingVolume } from "../volumes.ts";

/** Volumes of instances, and those that terminated instances left behind. */
export const describeVolumes = implement<DescribeVolumesRequest>(
  "DescribeVolumes",
  (call, input): DescribeVolumesResult => {
    const { VolumeIds: ids = [] } = input;
    refuseIdsWithPage(ids, input, "volumesSet");
    const all = existingVolumes(call.here, call.sim.clock.now());
    const selected = ids.length > 0 ? byId(all, ids) : all;
    const { items, ...next } = cutEc2Page(filterItems(selected, input.Filters, filters(call)), input, {
      call,
      keyOf: ({ volume }) => volume.volumeId,
      scope: "DescribeVolumes",
    });
    return { Volumes: items.map((each) => toView(call, each)), ...next };
  },
);

function byId(all: readonly ExistingVolume[], ids: readonly string[]): ExistingVolume[] {
  const known = new Map(all.map((each) => [each.volume.volumeId, each]));
  return requireAll("volume", ids, { find: (id) => known.get(id) });
}

function filters(call: Call): Filterable<ExistingVolume> {
  const attachment = (each: ExistingVolume) => attachmentsOf(call, each)[0];
  return {
    tagsOf: ({ volume }) => volume.tags,
    fields: {
      "volume-id": ({ volume }) => volume.volumeId,
      "volume-type": ({ volume }) => volume.volumeType,
      size: ({ volume }) => String(volume.sizeGiB),
      "availability-zone": ({ instance }) => instance.availabilityZone,
      encrypted: () => "true",
      status: (each) => (attachment(each) ? "in-use" : "available"),
      "attachment.instance-id": (each) => attachment(each)?.InstanceId,
      "attachment.device": (each) => attachment(each)?.Device,
      "attachment.status": (each) => attachment(each)?.State,
      "attachment.delete-on-termination": (each) => attachment(each) && String(attachment(each)?.DeleteOnTermination),
    },
  };
}

function toView(call: Call, each: ExistingVolume): VolumeView {
  const { volume, instance } = each;
  const Attachments = attachmentsOf(call, each);
  return {
    ...{ VolumeId: volume.volumeId, Size: volume.sizeGiB, AvailabilityZone: instance.availabilityZone },
    VolumeType: volume.volumeType as NonNullable<VolumeView["VolumeType"]>,
    Iops: volume.iops,
    ...(volume.throughput !== null && { Throughput: volume.throughput }),
    State: Attachments.length > 0 ? "in-use" : "available",
    CreateTime: new Date(call.sim.clock.wallOf(instance.launchedAt)),
    SnapshotId: `snap-0${hexDigits(16, "snapshot", volume.volumeId)}`,
    ...{ Encrypted: true, KmsKeyId: ebsKeyArn(call), MultiAttachEnabled: false },
    Attachments,
    Tags: toTagList(volume.tags),
  };
}

function attachmentsOf({ sim }: Call, { volume, instance, state }: ExistingVolume): VolumeAttachment[] {
  if (state === undefined || state === "terminated") return [];
  const isLast = instance.volumes.at(-1) === volume;
  return [
    {
      ...{ VolumeId: volume.volumeId, InstanceId: instance.instanceId, Device: volume.deviceName, State: "attached" },
      AttachTime: new Date(sim.clock.wallOf(instance.launchedAt)),
      DeleteOnTermination: !(instance.leavesVolume && isLast),
    },
  ];
}

function ebsKeyArn({ accountId, region }: Call): string {
  const digits = hexDigits(32, "ebs key", accountId, region);
  const uuid = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
  return `arn:aws:kms:${region}:${accountId}:key/${uuid.join("-")}`;
}
