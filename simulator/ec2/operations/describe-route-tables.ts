import type {
  DescribeRouteTablesRequest,
  DescribeRouteTablesResult,
  Route as RouteView,
  RouteTable as RouteTableView,
  RouteTableAssociation,
} from "@aws-sdk/client-ec2";
import type { Call } from "../../operation.ts";
import { hexDigits } from "../../random.ts";
import { implement } from "../../wire/operation.ts";
import { cutEc2Page } from "../ec2-page.ts";
import { filterItems, type Filterable } from "../filters.ts";
import { networkOf } from "../network.ts";
import type { Route, RouteTable } from "../network-records.ts";
import { selectResources } from "../resource-ids.ts";
import { toTagList } from "../tags.ts";

export const describeRouteTables = implement<DescribeRouteTablesRequest>(
  "DescribeRouteTables",
  (call, input): DescribeRouteTablesResult => {
    const tables = selectResources("route-table", input.RouteTableIds, networkOf(call.here).routeTables);
    const { items, ...next } = cutEc2Page(filterItems(tables, input.Filters, filters(call)), input, {
      call,
      ...{ keyOf: (table: RouteTable) => table.routeTableId, scope: "DescribeRouteTables", largest: 100 },
    });
    return { RouteTables: items.map((each) => toView(call, each)), ...next };
  },
);

/** Subnets that no table names are served by their VPC's main one, and this filter does not find it: as in EC2. */
function filters({ accountId }: Call): Filterable<RouteTable> {
  const idsOf = (table: RouteTable, kind: Route["target"]["kind"]) =>
    table.routes.flatMap(({ target }) => (target.kind === kind ? [target.id] : []));
  return {
    tagsOf: (table) => table.tags,
    fields: {
      "route-table-id": (table) => table.routeTableId,
      "vpc-id": (table) => table.vpcId,
      "owner-id": () => accountId,
      "association.main": (table) => associationsOf(table).map((each) => String(each.Main)),
      "association.subnet-id": (table) => table.subnetIds,
      "association.route-table-id": (table) => table.routeTableId,
      "route.destination-cidr-block": (table) => table.routes.map((each) => each.destination),
      "route.gateway-id": (table) => [...idsOf(table, "local"), ...idsOf(table, "internet")],
      "route.nat-gateway-id": (table) => idsOf(table, "nat"),
      "route.transit-gateway-id": (table) => idsOf(table, "transit"),
      "route.vpc-peering-connection-id": (table) => idsOf(table, "peering"),
    },
  };
}

function toView({ accountId }: Call, table: RouteTable): RouteTableView {
  return {
    ...{ RouteTableId: table.routeTableId, VpcId: table.vpcId, OwnerId: accountId, PropagatingVgws: [] },
    Associations: associationsOf(table),
    Routes: table.routes.map(toRoute),
    Tags: toTagList(table.tags),
  };
}

function associationsOf({ routeTableId, isMain, subnetIds }: RouteTable): RouteTableAssociation[] {
  const base = (Main: boolean, of: string): RouteTableAssociation => ({
    ...{ Main, RouteTableId: routeTableId, AssociationState: { State: "associated" } },
    RouteTableAssociationId: `rtbassoc-0${hexDigits(16, "association", routeTableId, of)}`,
  });
  return [
    ...(isMain ? [base(true, "main")] : []),
    ...subnetIds.map((SubnetId) => ({ ...base(false, SubnetId), SubnetId })),
  ];
}

const TARGET_MEMBERS = {
  local: "GatewayId",
  internet: "GatewayId",
  nat: "NatGatewayId",
  transit: "TransitGatewayId",
  peering: "VpcPeeringConnectionId",
} as const satisfies Record<Route["target"]["kind"], keyof RouteView>;

function toRoute({ destination, target }: Route): RouteView {
  return {
    DestinationCidrBlock: destination,
    [TARGET_MEMBERS[target.kind]]: target.id,
    Origin: target.kind === "local" ? "CreateRouteTable" : "CreateRoute",
    State: "active",
  };
}
