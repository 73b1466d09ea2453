import type { Route, RouteTable } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";

import { exitsOf } from "./subnet-routes.ts";

const SUBNET = { SubnetId: "subnet-1", VpcId: "vpc-1" };

function table(
  routes: Route[],
  association: NonNullable<RouteTable["Associations"]>[number],
  VpcId = "vpc-1",
): RouteTable {
  return { VpcId, Routes: routes, Associations: [association] };
}

function exitsBy(route: Route) {
  return exitsOf(SUBNET, [table([{ DestinationCidrBlock: "10.0.0.0/8", ...route }], { Main: true })]);
}

test.each([
  ["TRANSIT_GATEWAY", "tgw-1", { TransitGatewayId: "tgw-1" }],
  ["PEERING", "pcx-1", { VpcPeeringConnectionId: "pcx-1" }],
  ["VPN_GATEWAY", "vgw-1", { GatewayId: "vgw-1" }],
  ["CORE_NETWORK", "arn:core", { CoreNetworkArn: "arn:core" }],
  ["LOCAL_GATEWAY", "lgw-1", { LocalGatewayId: "lgw-1" }],
  ["APPLIANCE", "eni-1", { NetworkInterfaceId: "eni-1", InstanceId: "i-1" }],
  ["APPLIANCE", "vpce-1", { GatewayId: "vpce-1" }],
])("a route to a %s leaves the network", (kind, targetId, route) => {
  expect(exitsBy(route)).toEqual([{ kind, targetId, destination: "10.0.0.0/8" }]);
});

test.each<[string, Route]>([
  ["the VPC itself", { GatewayId: "local" }],
  ["the internet", { GatewayId: "igw-1" }],
  ["a NAT gateway", { NatGatewayId: "nat-1" }],
  ["the IPv6 internet", { EgressOnlyInternetGatewayId: "eigw-1" }],
  ["nowhere", { TransitGatewayId: "tgw-1", State: "blackhole" }],
])("a route to %s does not", (_name, route) => {
  expect(exitsBy(route)).toEqual([]);
});

test("a gateway endpoint of an AWS service is not an appliance", () => {
  const route = { DestinationPrefixListId: "pl-1", GatewayId: "vpce-1" };
  expect(exitsOf(SUBNET, [table([route], { Main: true })])).toEqual([]);
});

test("the table that names the subnet serves it, else the main one of its own VPC", () => {
  const transit = [{ DestinationCidrBlock: "10.0.0.0/8", TransitGatewayId: "tgw-1" }];
  const main = table(transit, { Main: true });
  const own = table([], { SubnetId: "subnet-1" });
  const other = table([], { SubnetId: "subnet-2" });
  const elsewhere = table([], { Main: true }, "vpc-2");
  expect(exitsOf(SUBNET, [main, own])).toEqual([]);
  expect(exitsOf(SUBNET, [elsewhere, other, main])).toHaveLength(1);
  expect(exitsOf(SUBNET, [elsewhere, other])).toBeNull();
});
