/** An IPv4 address as a number. */
export function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function toAddress(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join(".");
}

/** The first address of a block and how many it has. */
export function blockOf(cidr: string): { first: number; size: number } {
  const [address = "", bits = ""] = cidr.split("/");
  return { first: toNumber(address), size: 2 ** (32 - Number(bits)) };
}
