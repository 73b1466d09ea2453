import {
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVolumesCommand,
  type EC2Client,
  type Tag,
} from "@aws-sdk/client-ec2";

import { RESOURCE_TAGS } from "#lib/domain/drs-job.ts";
import { instancePricePerHour, volumePricePerHour } from "#lib/domain/instance-prices.ts";
import type { Remains } from "#lib/domain/remains.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";

type Page<T> = { items: T[]; nextToken: string | undefined };

/** Everything in EC2 that carries the tag of an execution, also what is just going away. */
export async function describeRemains(
  clients: AccountClients,
  place: AwsPlace,
  executionId: string,
): Promise<Remains[]> {
  const ec2 = clients.ec2(place);
  const lists = await Promise.all([
    readInstances(ec2, executionId),
    readVolumes(ec2, executionId),
    readNetworkInterfaces(ec2, executionId),
  ]);
  return lists.flat();
}

function request(executionId: string, nextToken: string | undefined) {
  return {
    Filters: [{ Name: `tag:${RESOURCE_TAGS.execution}`, Values: [executionId] }],
    MaxResults: 500,
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

async function readInstances(ec2: EC2Client, executionId: string): Promise<Remains[]> {
  const instances = await allPages(async (token) => {
    const page = await ec2.send(new DescribeInstancesCommand(request(executionId, token)));
    return { items: (page.Reservations ?? []).flatMap((each) => each.Instances ?? []), nextToken: page.NextToken };
  });
  return instances.map((instance) => ({
    kind: "instance",
    id: instance.InstanceId ?? "",
    state: instance.State?.Name ?? "unknown",
    since: instance.LaunchTime ?? null,
    pricePerHour: instance.InstanceType === undefined ? null : instancePricePerHour(instance.InstanceType),
    sourceServerId: serverOf(instance.Tags),
  }));
}

async function readVolumes(ec2: EC2Client, executionId: string): Promise<Remains[]> {
  const volumes = await allPages(async (token) => {
    const page = await ec2.send(new DescribeVolumesCommand(request(executionId, token)));
    return { items: page.Volumes ?? [], nextToken: page.NextToken };
  });
  return volumes.map((volume) => ({
    kind: "volume",
    id: volume.VolumeId ?? "",
    state: volume.State ?? "unknown",
    since: volume.CreateTime ?? null,
    pricePerHour: volumePricePerHour(volume.VolumeType ?? "", volume.Size ?? 0),
    sourceServerId: serverOf(volume.Tags),
  }));
}

async function readNetworkInterfaces(ec2: EC2Client, executionId: string): Promise<Remains[]> {
  const cards = await allPages(async (token) => {
    const page = await ec2.send(new DescribeNetworkInterfacesCommand(request(executionId, token)));
    return { items: page.NetworkInterfaces ?? [], nextToken: page.NextToken };
  });
  return cards.map((card) => ({
    kind: "network-interface",
    id: card.NetworkInterfaceId ?? "",
    state: card.Status ?? "unknown",
    since: card.Attachment?.AttachTime ?? null,
    // A network interface costs nothing by itself.
    pricePerHour: 0,
    sourceServerId: serverOf(card.TagSet),
  }));
}

function serverOf(tags: readonly Tag[] | undefined): string | null {
  return tags?.find((tag) => tag.Key === RESOURCE_TAGS.server)?.Value ?? null;
}

async function allPages<T>(read: (nextToken: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const page: Page<T> = await read(token);
    items.push(...page.items);
    token = page.nextToken === "" ? undefined : page.nextToken;
  } while (token !== undefined);
  return items;
}
