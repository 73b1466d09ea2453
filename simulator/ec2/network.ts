import { hash, hexDigits } from "../random.ts";
import type { RegionState } from "../world.ts";
import type { Network, Permission, Route, SecurityGroup, Subnet } from "./network-records.ts";
import { zonesOf } from "./zones.ts";

/** The networks of an account in a Region; made when somebody first looks, and plain data from then on. */
export function networkOf(here: RegionState): Network {
  here.ec2.network ??= makeNetwork(here);
  return here.ec2.network;
}

/** The subnets into which DRS launches unless its templates say otherwise, one per Availability Zone. */
export function recoverySubnets(here: RegionState): Subnet[] {
  const { vpcId } = vpcNamed(here, "recovery");
  return [...networkOf(here).subnets.values()].filter(
    (each) => each.vpcId === vpcId && each.tags["Purpose"] === "recovery",
  );
}

/** The security group of recovered servers. */
export function recoveryGroupId(here: RegionState): string {
  return idOf(here, "sg", "recovery");
}

type Naming = (prefix: string, name: string) => string;

function idOf(here: RegionState, prefix: string, name: string): string {
  return `${prefix}-0${hexDigits(16, prefix, here.accountId, here.region, name)}`;
}

function vpcNamed(here: RegionState, name: string): { vpcId: string } {
  return { vpcId: idOf(here, "vpc", name) };
}

/** Recovery and drill networks have the addresses of the servers that they are for, so that these can keep theirs. */
function makeNetwork(here: RegionState): Network {
  const id: Naming = (prefix, name) => idOf(here, prefix, name);
  const base = firstOctets(here);
  const [recovery, drill] = [id("vpc", "recovery"), id("vpc", "drill")];
  const zones = zonesOf(here.region);
  const cidr = `${base}.0.0/16`;
  const subnet = (vpcId: string, purpose: string, [index, range]: [number, string]): Subnet => ({
    subnetId: id("subnet", `${purpose}-${range}`),
    ...{ vpcId, availabilityZone: zones[index] ?? "", cidr: `${base}.${range}` },
    tags: { Name: `dr-${purpose}-${"abc".charAt(index)}`, Purpose: purpose },
  });
  const recoveryRanges: [number, string][] = [
    [0, "0.0/20"],
    [1, "16.0/20"],
    [2, "32.0/20"],
  ];
  const drillRanges: [number, string][] = [
    [0, "0.0/20"],
    [1, "16.0/22"],
    [2, "32.0/24"],
  ];
  const staging = subnet(recovery, "staging", [0, "240.0/24"]);
  const subnets = [
    ...recoveryRanges.map((range) => subnet(recovery, "recovery", range)),
    ...drillRanges.map((range) => subnet(drill, "drill", range)),
    staging,
  ];
  const routes = routesOf(id, cidr);
  const table = (name: string, vpcId: string, rest: { isMain: boolean; subnetIds: string[]; routes: Route[] }) => ({
    ...{ routeTableId: id("rtb", name), vpcId, tags: { Name: `dr-${name}` } },
    ...rest,
  });
  return {
    vpcs: byId("vpcId", [
      { vpcId: recovery, cidr, tags: { Name: "dr-recovery", Purpose: "recovery" } },
      { vpcId: drill, cidr, tags: { Name: "dr-drill", Purpose: "drill" } },
    ]),
    subnets: byId("subnetId", subnets),
    securityGroups: byId("groupId", groupsOf(id, { recovery, drill, cidr })),
    routeTables: byId("routeTableId", [
      table("recovery", recovery, {
        isMain: true,
        subnetIds: [],
        routes: [routes.local, routes.production, routes.nat],
      }),
      table("staging", recovery, {
        isMain: false,
        subnetIds: [staging.subnetId],
        routes: [routes.local, routes.internet],
      }),
      table("drill", drill, { isMain: true, subnetIds: [], routes: [routes.local] }),
    ]),
    keyPairs: byId("name", [
      {
        keyPairId: id("key", "dr-recovery"),
        name: "dr-recovery",
        fingerprint: (hexDigits(40, "key", here.accountId, here.region).match(/../g) ?? []).join(":"),
        createdAt: Date.UTC(2025, 0, 15, 9, 30),
        tags: {},
      },
    ]),
  };
}

function firstOctets(here: RegionState): string {
  const [server] = here.drs.sourceServers.values();
  const number = 100 + (hash("network", here.accountId, here.region) % 100);
  return server ? server.privateIp.split(".").slice(0, 2).join(".") : `10.${number}`;
}

function routesOf(id: Naming, cidr: string): Record<"local" | "production" | "nat" | "internet", Route> {
  return {
    local: { destination: cidr, target: { kind: "local", id: "local" } },
    production: { destination: "10.0.0.0/8", target: { kind: "transit", id: id("tgw", "production") } },
    nat: { destination: "0.0.0.0/0", target: { kind: "nat", id: id("nat", "recovery") } },
    internet: { destination: "0.0.0.0/0", target: { kind: "internet", id: id("igw", "staging") } },
  };
}

type Places = { recovery: string; drill: string; cidr: string };

function groupsOf(id: Naming, { recovery, drill, cidr }: Places): SecurityGroup[] {
  const anywhere: Permission = { protocol: "-1", ports: null, cidr: "0.0.0.0/0" };
  const tcp = (port: number, from: string): Permission => ({ protocol: "tcp", ports: [port, port], cidr: from });
  const preset = (vpcId: string): SecurityGroup => {
    const groupId = id("sg", `default ${vpcId}`);
    return {
      ...{ groupId, vpcId, name: "default", description: "default VPC security group", tags: {} },
      ...{ ingress: [{ protocol: "-1", ports: null, groupId }], egress: [anywhere] },
    };
  };
  return [
    preset(recovery),
    preset(drill),
    {
      ...{ groupId: id("sg", "recovery"), vpcId: recovery, name: "dr-recovery", description: "Recovered servers" },
      ...{
        ingress: [tcp(22, "10.0.0.0/8"), tcp(443, "10.0.0.0/8")],
        egress: [anywhere],
        tags: { Name: "dr-recovery" },
      },
    },
    {
      ...{ groupId: id("sg", "drill"), vpcId: drill, name: "dr-drill", description: "Servers of a drill" },
      ...{ ingress: [tcp(22, cidr), tcp(443, cidr)], egress: [{ protocol: "-1", ports: null, cidr }] },
      tags: { Name: "dr-drill" },
    },
    {
      ...{ groupId: id("sg", "replication"), vpcId: recovery },
      name: "AWS Elastic Disaster Recovery default Replication Server Security Group",
      description: "Replication Servers of AWS Elastic Disaster Recovery",
      ...{ ingress: [tcp(1500, "0.0.0.0/0")], egress: [anywhere] },
      tags: { AWSElasticDisasterRecoveryManaged: "drs.amazonaws.com" },
    },
  ];
}

function byId<Key extends string, Item extends Record<Key, string>>(key: Key, items: Item[]): Map<string, Item> {
  return new Map(items.map((each) => [each[key], each]));
}
