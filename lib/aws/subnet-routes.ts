import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  type Filter,
  type Route,
  type RouteTable,
  type Subnet,
} from "@aws-sdk/client-ec2";

import type { LandingInterface, RouteExit } from "#lib/domain/drill-landing.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { awsFailureOf, awsWords } from "./aws-errors.ts";
import { inBatches } from "./drs-values.ts";

export type SubnetFacts = Pick<LandingInterface, "subnetName" | "vpcId" | "exits">;

/** A request takes at most 200 values of filters (Amazon EC2 API). */
const MAX_FILTER_VALUES = 200;
const PAGE_SIZE = 100;

/**
 * VPC, name and ways out of subnets. `exits` is null where the routes could not be read, and `error` says why in AWS's
 * words; a subnet that EC2 does not know is missing.
 */
export async function describeSubnetRoutes(
  clients: AccountClients,
  place: AwsPlace,
  subnetIds: readonly string[],
): Promise<{ subnets: Map<string, SubnetFacts>; error: string | null }> {
  const reader = { clients, place };
  const subnets = await subnetsOf(reader, subnetIds).catch(awsFailureOf);
  if (!Array.isArray(subnets)) return { subnets: new Map(), error: awsWords(subnets) };
  const vpcIds = [...new Set(subnets.flatMap((subnet) => subnet.VpcId ?? []))];
  const tables = await routeTablesOf(reader, vpcIds).catch(awsFailureOf);
  const facts = subnets.flatMap((subnet): [string, SubnetFacts][] => {
    if (subnet.SubnetId === undefined) return [];
    const name = subnet.Tags?.find((tag) => tag.Key === "Name")?.Value;
    return [
      [
        subnet.SubnetId,
        {
          subnetName: name === undefined || name === "" ? null : name,
          vpcId: subnet.VpcId ?? null,
          exits: Array.isArray(tables) ? exitsOf(subnet, tables) : null,
        },
      ],
    ];
  });
  return { subnets: new Map(facts), error: Array.isArray(tables) ? null : awsWords(tables) };
}

type Reader = { clients: AccountClients; place: AwsPlace };

/** By filter: naming one id that does not exist any more would fail the whole call. */
async function subnetsOf({ clients, place }: Reader, ids: readonly string[]): Promise<Subnet[]> {
  return perFilter("subnet-id", ids, async (page) => {
    const { Subnets, NextToken } = await clients.ec2(place).send(new DescribeSubnetsCommand(page));
    return { items: Subnets ?? [], nextToken: NextToken };
  });
}

async function routeTablesOf({ clients, place }: Reader, vpcIds: readonly string[]): Promise<RouteTable[]> {
  return perFilter("vpc-id", vpcIds, async (page) => {
    const { RouteTables, NextToken } = await clients.ec2(place).send(new DescribeRouteTablesCommand(page));
    return { items: RouteTables ?? [], nextToken: NextToken };
  });
}

type PageInput = { Filters: Filter[]; MaxResults: number; NextToken?: string };

async function perFilter<T>(
  name: string,
  values: readonly string[],
  read: (page: PageInput) => Promise<{ items: T[]; nextToken: string | undefined }>,
): Promise<T[]> {
  const found: T[] = [];
  for (const Values of inBatches(values, MAX_FILTER_VALUES)) {
    let nextToken: string | undefined;
    do {
      const request = { Filters: [{ Name: name, Values }], MaxResults: PAGE_SIZE };
      const page = await read(nextToken === undefined ? request : { ...request, NextToken: nextToken });
      found.push(...page.items);
      nextToken = page.nextToken === "" ? undefined : page.nextToken;
    } while (nextToken !== undefined);
  }
  return found;
}

/** The table that names the subnet serves it, else the main one of its VPC. Without either nothing is known. */
export function exitsOf(
  subnet: { SubnetId?: string | undefined; VpcId?: string | undefined },
  tables: readonly RouteTable[],
): RouteExit[] | null {
  const ofVpc = tables.filter((table) => table.VpcId === subnet.VpcId);
  const own = ofVpc.find((table) => table.Associations?.some((each) => each.SubnetId === subnet.SubnetId));
  const serving = own ?? ofVpc.find((table) => table.Associations?.some((each) => each.Main === true));
  return serving === undefined ? null : (serving.Routes ?? []).flatMap((route) => exitOf(route) ?? []);
}

/** A blackhole leads nowhere; the VPC itself, the internet and AWS's own services are not production's network. */
function exitOf(route: Route): RouteExit | null {
  if (route.State === "blackhole") return null;
  const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId;
  const target = targetOf(route);
  return target === null ? null : { ...target, destination: destination ?? "unknown addresses" };
}

function targetOf(route: Route): Pick<RouteExit, "kind" | "targetId"> | null {
  const targets: [RouteExit["kind"], string | undefined][] = [
    ["TRANSIT_GATEWAY", route.TransitGatewayId],
    ["PEERING", route.VpcPeeringConnectionId],
    ["CORE_NETWORK", route.CoreNetworkArn],
    ["LOCAL_GATEWAY", route.LocalGatewayId],
    ["VPN_GATEWAY", route.GatewayId?.startsWith("vgw-") === true ? route.GatewayId : undefined],
    ["APPLIANCE", applianceOf(route)],
  ];
  const [kind, targetId] = targets.find(([, id]) => id !== undefined) ?? [];
  return kind === undefined || targetId === undefined ? null : { kind, targetId };
}

/** A machine of the owner's, or a load balancer before such machines, may forward to anywhere. */
function applianceOf(route: Route): string | undefined {
  const isInspected = route.GatewayId?.startsWith("vpce-") === true && route.DestinationPrefixListId === undefined;
  return route.NetworkInterfaceId ?? route.InstanceId ?? (isInspected ? route.GatewayId : undefined);
}
