import type { AwsError } from "../aws-error.ts";
import { refused } from "./errors.ts";

/** How EC2 speaks of its resources: the prefix of their ids, its error codes and its words. */
const KINDS = {
  instance: { prefix: "i", malformed: "InvalidInstanceID", missing: "InvalidInstanceID", noun: "instance ID" },
  subnet: { prefix: "subnet", malformed: "InvalidSubnetID", missing: "InvalidSubnetID", noun: "subnet ID" },
  vpc: { prefix: "vpc", malformed: "InvalidVpcID", missing: "InvalidVpcID", noun: "vpc ID" },
  "security-group": { prefix: "sg", malformed: "InvalidGroupId", missing: "InvalidGroup", noun: "security group" },
  "route-table": {
    ...{ prefix: "rtb", malformed: "InvalidRouteTableID", missing: "InvalidRouteTableID" },
    noun: "routeTable ID",
  },
  volume: { prefix: "vol", malformed: "InvalidVolumeID", missing: "InvalidVolume", noun: "volume" },
  "network-interface": {
    ...{ prefix: "eni", malformed: "InvalidNetworkInterfaceID", missing: "InvalidNetworkInterfaceID" },
    noun: "networkInterface ID",
  },
  "launch-template": {
    ...{ prefix: "lt", malformed: "InvalidLaunchTemplateId", missing: "InvalidLaunchTemplateId" },
    noun: "launch template ID",
  },
  "key-pair": { prefix: "key", malformed: "InvalidKeyPair", missing: "InvalidKeyPair", noun: "key pair" },
} as const;
export type ResourceKind = keyof typeof KINDS;

/** The kind of resource that has ids like this one, if EC2 has it here. */
export function kindOfId(id: string): ResourceKind | undefined {
  const kinds = Object.keys(KINDS) as ResourceKind[];
  return kinds.find((kind) => id.startsWith(`${KINDS[kind].prefix}-`));
}

type Source<Item> = { find: (id: string) => Item | undefined };

/** The resources with these ids, each once, in the order asked for. Throws `….Malformed` or `….NotFound` in EC2's words. */
export function requireAll<Item>(kind: ResourceKind, ids: readonly string[], { find }: Source<Item>): Item[] {
  const { prefix } = KINDS[kind];
  for (const id of ids) requireWellFormed(kind, id, prefix);
  const unique = [...new Set(ids)];
  const found = unique.flatMap((id) => find(id) ?? []);
  if (found.length < unique.length) {
    throw missing(
      kind,
      unique.filter((id) => find(id) === undefined),
    );
  }
  return found;
}

/** `….NotFound` of one or more resources. */
export function missing(kind: ResourceKind, ids: readonly string[]): AwsError {
  const { missing: code, noun } = KINDS[kind];
  const subject = ids.length === 1 ? `The ${noun} '${ids[0] ?? ""}' does` : `The ${noun}s '${ids.join(", ")}' do`;
  return refused(`${code}.NotFound`, `${subject} not exist`);
}

function requireWellFormed(kind: ResourceKind, id: string, prefix: string): void {
  if (new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return;
  const expected = id.startsWith(`${prefix}-`) ? "" : ` (expecting "${prefix}-...")`;
  throw refused(`${KINDS[kind].malformed}.Malformed`, `Invalid id: "${id}"${expected}`);
}

/** The resources with these ids, or all of them when no id is given. */
export function selectResources<Item>(
  kind: ResourceKind,
  ids: readonly string[] | undefined,
  all: ReadonlyMap<string, Item>,
): Item[] {
  return ids?.length ? requireAll(kind, ids, { find: (id) => all.get(id) }) : [...all.values()];
}
