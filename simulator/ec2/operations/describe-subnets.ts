import type { DescribeSubnetsRequest, DescribeSubnetsResult, Subnet as SubnetView } from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { countFree, usedAddresses } from "../addresses.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { networkOf } from "../network.ts";
import type { Subnet } from "../network-records.ts";
import { selectResources } from "../resource-ids.ts";
import { toTagList } from "../tags.ts";
import { zoneIdOf } from "../zones.ts";

type Counted = { subnet: Subnet; free: number };

/** AvailableIpAddressCount is counted from the instances as they are now. */
export const describeSubnets = implement<DescribeSubnetsRequest>(
  "DescribeSubnets",
  (call, input): DescribeSubnetsResult => {
    const used = usedAddresses(call.here, call.sim.clock.now());
    const subnets = selectResources("subnet", input.SubnetIds, networkOf(call.here).subnets);
    const counted = subnets.map((subnet) => ({ subnet, free: countFree(subnet, used) }));
    const { items, ...next } = cutEc2Page(filterItems(counted, input.Filters, filters(call)), input, {
      call,
      keyOf: ({ subnet }) => subnet.subnetId,
      scope: "DescribeSubnets",
    });
    return { Subnets: items.map((each) => toView(call, each)), ...next };
  },
);

function filters({ accountId }: Call): Filterable<Counted> {
  return {
    tagsOf: ({ subnet }) => subnet.tags,
    fields: {
      "subnet-id": ({ subnet }) => subnet.subnetId,
      "vpc-id": ({ subnet }) => subnet.vpcId,
      "availability-zone": ({ subnet }) => subnet.availabilityZone,
      "availability-zone-id": ({ subnet }) => zoneIdOf(subnet.availabilityZone),
      "available-ip-address-count": ({ free }) => String(free),
      "cidr-block": ({ subnet }) => subnet.cidr,
      "default-for-az": () => "false",
      "owner-id": () => accountId,
      state: () => "available",
    },
  };
}

function toView({ accountId, region }: Call, { subnet, free }: Counted): SubnetView {
  return {
    ...{ SubnetId: subnet.subnetId, VpcId: subnet.vpcId, OwnerId: accountId, State: "available" },
    SubnetArn: `arn:aws:ec2:${region}:${accountId}:subnet/${subnet.subnetId}`,
    ...{ CidrBlock: subnet.cidr, AvailableIpAddressCount: free },
    AvailabilityZone: subnet.availabilityZone,
    AvailabilityZoneId: zoneIdOf(subnet.availabilityZone),
    ...{ DefaultForAz: false, MapPublicIpOnLaunch: false, MapCustomerOwnedIpOnLaunch: false },
    ...{ AssignIpv6AddressOnCreation: false, Ipv6CidrBlockAssociationSet: [], EnableDns64: false, Ipv6Native: false },
    PrivateDnsNameOptionsOnLaunch: {
      ...{ HostnameType: "ip-name", EnableResourceNameDnsARecord: false, EnableResourceNameDnsAAAARecord: false },
    },
    Tags: toTagList(subnet.tags),
  };
}
