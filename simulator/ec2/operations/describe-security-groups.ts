import type {
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  IpPermission,
  SecurityGroup as SecurityGroupView,
} from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { networkOf } from "../network.ts";
import type { Permission, SecurityGroup } from "../network-records.ts";
import { missing, selectResources } from "../resource-ids.ts";
import { toTagList } from "../tags.ts";

export const describeSecurityGroups = implement<DescribeSecurityGroupsRequest>(
  "DescribeSecurityGroups",
  (call, input): DescribeSecurityGroupsResult => {
    // Names are those of groups in the default VPC, and there is none.
    if (input.GroupNames?.length) throw missing("security-group", input.GroupNames);
    const groups = selectResources("security-group", input.GroupIds, networkOf(call.here).securityGroups);
    const { items, ...next } = cutEc2Page(filterItems(groups, input.Filters, filters(call)), input, {
      call,
      keyOf: (group) => group.groupId,
      scope: "DescribeSecurityGroups",
    });
    return { SecurityGroups: items.map((each) => toView(call, each)), ...next };
  },
);

function filters({ accountId }: Call): Filterable<SecurityGroup> {
  const cidrs = (permissions: readonly Permission[]) => permissions.flatMap((each) => each.cidr ?? []);
  return {
    tagsOf: (group) => group.tags,
    fields: {
      "group-id": (group) => group.groupId,
      "group-name": (group) => group.name,
      description: (group) => group.description,
      "vpc-id": (group) => group.vpcId,
      "owner-id": () => accountId,
      "ip-permission.cidr": (group) => cidrs(group.ingress),
      "ip-permission.protocol": (group) => group.ingress.map((each) => each.protocol),
      "egress.ip-permission.cidr": (group) => cidrs(group.egress),
      "egress.ip-permission.protocol": (group) => group.egress.map((each) => each.protocol),
    },
  };
}

function toView({ accountId, region }: Call, group: SecurityGroup): SecurityGroupView {
  const toPermissions = (permissions: readonly Permission[]) =>
    permissions.map((each) => toPermission(accountId, each));
  return {
    ...{ GroupId: group.groupId, GroupName: group.name, Description: group.description },
    ...{ OwnerId: accountId, VpcId: group.vpcId },
    SecurityGroupArn: `arn:aws:ec2:${region}:${accountId}:security-group/${group.groupId}`,
    IpPermissions: toPermissions(group.ingress),
    IpPermissionsEgress: toPermissions(group.egress),
    Tags: toTagList(group.tags),
  };
}

function toPermission(UserId: string, { protocol, ports, cidr, groupId }: Permission): IpPermission {
  return {
    IpProtocol: protocol,
    ...(ports && { FromPort: ports[0], ToPort: ports[1] }),
    IpRanges: cidr === undefined ? [] : [{ CidrIp: cidr }],
    UserIdGroupPairs: groupId === undefined ? [] : [{ GroupId: groupId, UserId }],
    Ipv6Ranges: [],
    PrefixListIds: [],
  };
}
