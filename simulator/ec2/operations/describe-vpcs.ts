import type { DescribeVpcsRequest, DescribeVpcsResult, Vpc as VpcView } from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { hexDigits } from "../../random.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { networkOf } from "../network.ts";
import type { Vpc } from "../network-records.ts";
import { selectResources } from "../resource-ids.ts";
import { toTagList } from "../tags.ts";

export const describeVpcs = implement<DescribeVpcsRequest>("DescribeVpcs", (call, input): DescribeVpcsResult => {
  const vpcs = selectResources("vpc", input.VpcIds, networkOf(call.here).vpcs);
  const { items, ...next } = cutEc2Page(filterItems(vpcs, input.Filters, filters(call)), input, {
    call,
    keyOf: (vpc) => vpc.vpcId,
    scope: "DescribeVpcs",
  });
  return { Vpcs: items.map((each) => toView(call, each)), ...next };
});

function filters({ accountId }: Call): Filterable<Vpc> {
  return {
    tagsOf: (vpc) => vpc.tags,
    fields: {
      "vpc-id": (vpc) => vpc.vpcId,
      cidr: (vpc) => vpc.cidr,
      "cidr-block-association.cidr-block": (vpc) => vpc.cidr,
      "is-default": () => "false",
      "owner-id": () => accountId,
      state: () => "available",
    },
  };
}

function toView({ accountId, region }: Call, { vpcId, cidr, tags }: Vpc): VpcView {
  const AssociationId = `vpc-cidr-assoc-0${hexDigits(16, "association", vpcId)}`;
  return {
    ...{ VpcId: vpcId, OwnerId: accountId, State: "available", CidrBlock: cidr, IsDefault: false },
    ...{ InstanceTenancy: "default", DhcpOptionsId: `dopt-0${hexDigits(16, "dhcp", accountId, region)}` },
    CidrBlockAssociationSet: [{ AssociationId, CidrBlock: cidr, CidrBlockState: { State: "associated" } }],
    Tags: toTagList(tags),
  };
}
