import { parseIp } from "./ip-address.ts";

const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const NUMBER = /^(?:\d+|0[xX][0-9a-fA-F]*)$/;

/**
 * Whether a text is an IP address or a name of at most 253 characters in labels of at most 63. A name whose last label
 * is a number is none: software reads `127.1` or `0x7f000001` as an address.
 */
export function isHost(text: string): boolean {
  return parseIp(text) !== null || isDnsName(text);
}

/** Whether a text is a name of DNS, without the dot at its end. */
export function isDnsName(text: string): boolean {
  const labels = text.split(".");
  if (text.length > 253 || NUMBER.test(labels.at(-1) ?? "")) return false;
  return labels.every((label) => LABEL.test(label));
}
