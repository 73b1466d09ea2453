import type { Tags } from "./tags.ts";

export type Vpc = { vpcId: string; cidr: string; tags: Tags };

export type Subnet = { subnetId: string; vpcId: string; availabilityZone: string; cidr: string; tags: Tags };

/** Ports of a protocol, from addresses (a CIDR block) or from members of a group. */
export type Permission = {
  protocol: string;
  ports: [from: number, to: number] | null;
  cidr?: string;
  groupId?: string;
};

export type SecurityGroup = {
  groupId: string;
  vpcId: string;
  name: string;
  description: string;
  ingress: Permission[];
  egress: Permission[];
  tags: Tags;
};

/** Where packets to a CIDR block go. */
export type Route = {
  destination: string;
  target: { kind: "local" | "internet" | "nat" | "transit" | "peering"; id: string };
};

/** A route table of a VPC; the main one serves every subnet that no other table names. */
export type RouteTable = {
  routeTableId: string;
  vpcId: string;
  isMain: boolean;
  subnetIds: string[];
  routes: Route[];
  tags: Tags;
};

/** `createdAt` is in wall-clock milliseconds. */
export type KeyPair = { keyPairId: string; name: string; fingerprint: string; createdAt: number; tags: Tags };

/** The networks of an account in a Region, by id (key pairs by name). */
export type Network = {
  vpcs: Map<string, Vpc>;
  subnets: Map<string, Subnet>;
  securityGroups: Map<string, SecurityGroup>;
  routeTables: Map<string, RouteTable>;
  keyPairs: Map<string, KeyPair>;
};
