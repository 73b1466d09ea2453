import { CreateTagsCommand, DescribeInstancesCommand, type Instance } from "@aws-sdk/client-ec2";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { inBatches } from "./drs-values.ts";

/** Amazon EC2 API: a filter takes at most 200 values. */
const MAX_FILTER_VALUES = 200;

/** The ids of an instance, its volumes and its network interfaces, of every instance that EC2 shows. */
export async function describeInstanceParts(
  clients: AccountClients,
  place: AwsPlace,
  instanceIds: readonly string[],
): Promise<Map<string, string[]>> {
  const batches = await Promise.all(
    inBatches(instanceIds, MAX_FILTER_VALUES).map(async (ids) => {
      const command = new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: ids }] });
      const { Reservations } = await clients.ec2(place).send(command);
      return (Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
    }),
  );
  return new Map(
    batches.flat().flatMap((instance) => {
      const { InstanceId: id } = instance;
      return id === undefined ? [] : [[id, [id, ...partsOf(instance)]] as const];
    }),
  );
}

function partsOf(instance: Instance): string[] {
  const volumes = (instance.BlockDeviceMappings ?? []).flatMap((device) => device.Ebs?.VolumeId ?? []);
  const cards = (instance.NetworkInterfaces ?? []).flatMap((card) => card.NetworkInterfaceId ?? []);
  return [...volumes, ...cards];
}

/** All or nothing, over resources of any kind. */
export async function tagResources(
  clients: AccountClients,
  place: AwsPlace,
  { ids, tags }: { ids: readonly string[]; tags: Record<string, string> },
): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await clients.ec2(place).send(new CreateTagsCommand({ Resources: [...ids], Tags }));
}
