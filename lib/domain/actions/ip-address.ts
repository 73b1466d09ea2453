/** An IP address as its bytes, the most significant first: 4 of IPv4, 16 of IPv6. */
export type IpAddress = readonly number[];

/** A block of addresses: those whose first `bits` bits are those of `first`. */
export type Cidr = { first: IpAddress; bits: number };

const V4_BYTES = 4;
const V6_GROUPS = 8;

/**
 * Reads an IPv4 or IPv6 address, or null. Strict where software disagrees: IPv4 has four decimal numbers without
 * leading zeros, IPv6 no zone and no brackets.
 */
export function parseIp(text: string): IpAddress | null {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

/** Whether the address is one of IPv6. */
export function isV6(address: IpAddress): boolean {
  return address.length !== V4_BYTES;
}

function parseV4(text: string): IpAddress | null {
  const parts = text.split(".");
  if (parts.length !== V4_BYTES) return null;
  const bytes = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

function parseV6(text: string): IpAddress | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = halves;
  const front = groupsOf(head ?? "", tail === undefined);
  if (tail === undefined) return front?.length === V6_GROUPS ? bytesOf(front) : null;
  const back = groupsOf(tail, true);
  if (front === null || back === null) return null;
  const missing = V6_GROUPS - front.length - back.length;
  return missing >= 1 ? bytesOf([...front, ...Array<number>(missing).fill(0), ...back]) : null;
}

/** The 16-bit groups of one side of `::`; only the last may be written as an IPv4 address. */
function groupsOf(text: string, mayEndInV4: boolean): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [place, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const v4 = mayEndInV4 && place === parts.length - 1 ? parseV4(part) : null;
    if (v4 === null) return null;
    groups.push(byteOf(v4, 0) * 256 + byteOf(v4, 1), byteOf(v4, 2) * 256 + byteOf(v4, 3));
  }
  return groups;
}

function bytesOf(groups: readonly number[]): IpAddress {
  return groups.flatMap((group) => [group >> 8, group & 255]);
}

/** One byte of an address, 0 where it has none there. */
export function byteOf(address: IpAddress, place: number): number {
  return address[place] ?? 0;
}

/**
 * Reads a block such as `10.0.0.0/8`, or null. A block whose address has bits behind its prefix is refused: it is a
 * typing error more often than a wish.
 */
export function parseCidr(text: string): Cidr | null {
  const [address, prefix, ...rest] = text.split("/");
  const first = parseIp(address ?? "");
  if (first === null || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefix ?? "")) return null;
  const bits = Number(prefix);
  if (bits > first.length * 8) return null;
  return first.every((byte, place) => (byte & maskAt(place, bits)) === byte) ? { first, bits } : null;
}

/** Whether the block holds the address; one of IPv4 is in no block of IPv6, nor the other way. */
export function isInside(address: IpAddress, { first, bits }: Cidr): boolean {
  if (address.length !== first.length) return false;
  return address.every((byte, place) => (byte & maskAt(place, bits)) === first[place]);
}

/** The mask of one byte of an address in a block with a prefix of so many bits. */
function maskAt(place: number, bits: number): number {
  const here = Math.min(8, Math.max(0, bits - place * 8));
  return (0xff << (8 - here)) & 0xff;
}
