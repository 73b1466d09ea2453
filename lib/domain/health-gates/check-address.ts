import { isInside, parseCidr, parseIp } from "#lib/domain/actions/ip-address.ts";

/** Why the worker may not check an address; null where the account allows it. Who connects judges the address once more. */
export function refusalOfAddress(ip: string, checkCidrs: readonly string[]): string | null {
  const address = parseIp(ip);
  if (address === null) return `${ip} is not an IP address.`;
  const blocks = checkCidrs.map(parseCidr).filter((block) => block !== null);
  return blocks.some((block) => isInside(address, block))
    ? null
    : `${ip} is in none of the blocks that the account allows.`;
}
