import { byteOf, type Cidr, type IpAddress, isInside, isV6, parseCidr, parseIp } from "./ip-address.ts";

/** What an address is for, in the words of the IANA registries of special-purpose addresses. */
export type AddressKind =
  | "unspecified"
  | "loopback"
  | "link-local"
  | "metadata"
  | "multicast"
  | "broadcast"
  | "translation"
  | "private"
  | "reserved"
  | "public";

/** The most special block first: the first that holds an address says what it is. */
const V4_BLOCKS = blocks([
  ["0.0.0.0/8", "unspecified"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["255.255.255.255/32", "broadcast"],
  ["224.0.0.0/4", "multicast"],
  ["10.0.0.0/8", "private"],
  ["172.16.0.0/12", "private"],
  ["192.168.0.0/16", "private"],
  // Shared address space and the benchmark network, both of which a VPC may use.
  ["100.64.0.0/10", "private"],
  ["198.18.0.0/15", "private"],
  ["192.0.0.0/24", "reserved"],
  ["192.0.2.0/24", "reserved"],
  ["192.88.99.0/24", "reserved"],
  ["198.51.100.0/24", "reserved"],
  ["203.0.113.0/24", "reserved"],
  ["240.0.0.0/4", "reserved"],
  ["0.0.0.0/0", "public"],
]);

const V6_BLOCKS = blocks([
  ["::/128", "unspecified"],
  ["::1/128", "loopback"],
  ["fe80::/10", "link-local"],
  // Instance metadata, DNS, time and pod credentials of EC2.
  ["fd00:ec2::/32", "metadata"],
  ["ff00::/8", "multicast"],
  // A network's own NAT64: where its IPv4 address stands is not known, so it could be any.
  ["64:ff9b:1::/48", "translation"],
  ["fc00::/7", "private"],
  ["fec0::/10", "private"],
  ["2001::/23", "reserved"],
  ["2001:db8::/32", "reserved"],
  ["3fff::/20", "reserved"],
  ["2000::/3", "public"],
  ["::/0", "reserved"],
]);

/** Blocks of IPv6 whose addresses stand for one of IPv4, and the byte at which it starts. */
const EMBEDDINGS: readonly { block: Cidr; at: number }[] = [
  { block: cidr("::ffff:0:0/96"), at: 12 },
  { block: cidr("::ffff:0:0:0/96"), at: 12 },
  { block: cidr("64:ff9b::/96"), at: 12 },
  { block: cidr("2002::/16"), at: 2 },
  { block: cidr("::/96"), at: 12 },
];

const NEVER: ReadonlySet<AddressKind> = new Set([
  "unspecified",
  "loopback",
  "link-local",
  "metadata",
  "multicast",
  "broadcast",
  "translation",
]);

function cidr(text: string): Cidr {
  const block = parseCidr(text);
  if (block === null) throw new Error(`${text} is no block of addresses.`);
  return block;
}

function blocks(list: readonly (readonly [string, AddressKind])[]): readonly { block: Cidr; kind: AddressKind }[] {
  return list.map(([text, kind]) => ({ block: cidr(text), kind }));
}

/** What an address is for; one of IPv6 that stands for one of IPv4 (mapped, 6to4, NAT64) is what that one is. */
export function kindOfAddress(address: IpAddress): AddressKind {
  return kindOf(embeddedV4(address) ?? address);
}

function kindOf(address: IpAddress): AddressKind {
  const list = isV6(address) ? V6_BLOCKS : V4_BLOCKS;
  return list.find(({ block }) => isInside(address, block))?.kind ?? "reserved";
}

function embeddedV4(address: IpAddress): IpAddress | null {
  const special = kindOf(address);
  if (special === "unspecified" || special === "loopback") return null;
  const found = EMBEDDINGS.find(({ block }) => isInside(address, block));
  return found === undefined ? null : [0, 1, 2, 3].map((place) => byteOf(address, found.at + place));
}

export type CallJudgement = { ok: true } | { ok: false; reason: string };

/**
 * Whether an action may open a connection to an address that a name was resolved to. Public ones are allowed; private
 * and reserved ones only inside a block of `allowedCidrs`; link-local, loopback, instance metadata, unspecified,
 * multicast and broadcast ones never, whatever is allowed. A block that cannot be read allows nothing.
 */
export function mayCall(ip: string, allowedCidrs: readonly string[]): CallJudgement {
  const address = parseIp(ip);
  if (address === null) return { ok: false, reason: `${ip} is not an IP address.` };
  const kind = kindOfAddress(address);
  if (NEVER.has(kind)) return { ok: false, reason: `${ip} is a ${kind} address, which actions never call.` };
  if (kind === "public") return { ok: true };
  const faces = [address, embeddedV4(address)].filter((face) => face !== null);
  const allowed = allowedCidrs.map(parseCidr).filter((block) => block !== null);
  const isAllowed = faces.some((face) => allowed.some((block) => isInside(face, block)));
  return isAllowed ? { ok: true } : { ok: false, reason: `${ip} is a ${kind} address outside the allowed networks.` };
}
