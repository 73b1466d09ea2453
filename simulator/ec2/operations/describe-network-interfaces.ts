import type {
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  NetworkInterface,
} from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { livingInstances } from "../instance-query.ts";
import { attachmentIdOf, groupsOf, macAddressOf, privateDnsName } from "../instance-view.ts";
import type { Ec2Instance } from "../records.ts";
import { requireAll } from "../resource-ids.ts";
import { toTagList } from "../tags.ts";

/** The interfaces of instances; they go when their instance has terminated. */
export const describeNetworkInterfaces = implement<DescribeNetworkInterfacesRequest>(
  "DescribeNetworkInterfaces",
  (call, input): DescribeNetworkInterfacesResult => {
    const { NetworkInterfaceIds: ids = [] } = input;
    const owners = livingInstances(call).flatMap(({ instance, state }) => (state === "terminated" ? [] : [instance]));
    const selected = ids.length > 0 ? byId(owners, ids) : owners;
    const { items, ...next } = cutEc2Page(filterItems(selected, input.Filters, filters(call)), input, {
      call,
      keyOf: ({ networkInterface }) => networkInterface.networkInterfaceId,
      scope: "DescribeNetworkInterfaces",
    });
    return { NetworkInterfaces: items.map((each) => toView(call, each)), ...next };
  },
);

function byId(owners: readonly Ec2Instance[], ids: readonly string[]): Ec2Instance[] {
  const known = new Map(owners.map((each) => [each.networkInterface.networkInterfaceId, each]));
  return requireAll("network-interface", ids, { find: (id) => known.get(id) });
}

function filters({ accountId, region }: Call): Filterable<Ec2Instance> {
  return {
    tagsOf: (owner) => owner.networkInterface.tags,
    fields: {
      "network-interface-id": (owner) => owner.networkInterface.networkInterfaceId,
      "attachment.instance-id": (owner) => owner.instanceId,
      "availability-zone": (owner) => owner.availabilityZone,
      "subnet-id": (owner) => owner.subnetId,
      "vpc-id": (owner) => owner.vpcId,
      "group-id": (owner) => owner.groupIds,
      "private-ip-address": (owner) => owner.privateIp,
      "addresses.private-ip-address": (owner) => owner.privateIp,
      "private-dns-name": (owner) => privateDnsName(region, owner.privateIp),
      "mac-address": macAddressOf,
      "owner-id": () => accountId,
      status: () => "in-use",
    },
  };
}

function toView(call: Call, owner: Ec2Instance): NetworkInterface {
  const { accountId, region, sim } = call;
  const name = privateDnsName(region, owner.privateIp);
  return {
    NetworkInterfaceId: owner.networkInterface.networkInterfaceId,
    ...{ OwnerId: accountId, RequesterManaged: false, InterfaceType: "interface", Description: "", Status: "in-use" },
    ...{ SubnetId: owner.subnetId, VpcId: owner.vpcId, AvailabilityZone: owner.availabilityZone },
    ...{ MacAddress: macAddressOf(owner), SourceDestCheck: true, Ipv6Addresses: [] },
    ...{ PrivateIpAddress: owner.privateIp, PrivateDnsName: name },
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: owner.privateIp, PrivateDnsName: name }],
    Groups: groupsOf(call, owner),
    Attachment: {
      ...{ AttachmentId: attachmentIdOf(owner), InstanceId: owner.instanceId, InstanceOwnerId: accountId },
      ...{ AttachTime: new Date(sim.clock.wallOf(owner.launchedAt)), DeleteOnTermination: true, DeviceIndex: 0 },
      Status: "attached",
    },
    TagSet: toTagList(owner.networkInterface.tags),
  };
}
