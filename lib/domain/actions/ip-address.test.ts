import { BlockList, isIP, isIPv6 } from "node:net";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isInside, isV6, parseCidr, parseIp } from "./ip-address.ts";

const someIp = fc.oneof(fc.ipV4(), fc.ipV6());

function bytesByUrl(ip: string): string {
  return new URL(isIPv6(ip) ? `http://[${ip}]/` : `http://${ip}/`).hostname;
}

describe("an address", () => {
  test.each([
    ["10.0.0.255", [10, 0, 0, 255]],
    ["::", Array<number>(16).fill(0)],
    ["::1", [...Array<number>(15).fill(0), 1]],
    ["::ffff:1.2.3.4", [...Array<number>(10).fill(0), 255, 255, 1, 2, 3, 4]],
    ["fd00:ec2::254", [0xfd, 0, 0x0e, 0xc2, ...Array<number>(10).fill(0), 0x02, 0x54]],
    ["1:2:3:4:5:6:7::", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0]],
  ])("%s is read", (text, bytes) => {
    expect(parseIp(text)).toEqual(bytes);
  });

  test.each([
    "",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "01.2.3.4",
    "0x7f.0.0.1",
    "2130706433",
    " 1.2.3.4",
    "1.2.3.4 ",
    "1:2",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::12345",
    "1.2.3.4::",
    "::1.2.3.4:5",
    "fe80::1%eth0",
    "[::1]",
    ":1:2:3:4:5:6:7",
  ])("%j is none", (text) => {
    expect(parseIp(text)).toBeNull();
  });

  test("is read wherever node reads it, and as the same one", () => {
    fc.assert(
      fc.property(someIp, (ip) => {
        const bytes = parseIp(ip);
        expect(bytes).toHaveLength(isIP(ip) === 6 ? 16 : 4);
        expect(isV6(bytes ?? [])).toBe(isIPv6(ip));
        const rebuilt = isIPv6(ip)
          ? (bytes ?? []).map(
              (byte, place) => byte.toString(16).padStart(2, "0") + (place % 2 && place < 15 ? ":" : ""),
            )
          : [(bytes ?? []).join(".")];
        expect(bytesByUrl(rebuilt.join(""))).toBe(bytesByUrl(ip));
      }),
    );
  });

  test("is never read where node reads none", () => {
    const nearly = fc.string({ unit: fc.constantFrom(..."0123456789abcdef:.:.".split("")), maxLength: 24 });
    fc.assert(
      fc.property(nearly, (text) => {
        expect(parseIp(text) !== null).toBe(isIP(text) !== 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a block of addresses", () => {
  test.each(["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32", "::/0", "fd00::/8", "2001:db8::1/128"])("%s is read", (text) => {
    expect(parseCidr(text)).not.toBeNull();
  });

  test.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/08", "10.0.0.0/", "10.0.0.0/8/8", "::/129", "::1/64"])(
    "%s is none",
    (text) => {
      expect(parseCidr(text)).toBeNull();
    },
  );

  test("holds the addresses that node says it holds", () => {
    const near = fc.record({ ip: someIp, bits: fc.nat(128), other: someIp, flip: fc.nat(127) });
    fc.assert(
      fc.property(near, ({ ip, bits, other, flip }) => {
        const bytes = [...(parseIp(ip) ?? [])];
        const prefix = bits % (bytes.length * 8 + 1);
        const list = new BlockList();
        list.addSubnet(ip, prefix, isIPv6(ip) ? "ipv6" : "ipv4");
        const first = bytes.map(
          (byte, place) => byte & ((0xff00 >> Math.min(8, Math.max(0, prefix - place * 8))) & 255),
        );
        const block = { first, bits: prefix };
        const place = flip % (bytes.length * 8);
        bytes[place >> 3] = (bytes[place >> 3] ?? 0) ^ (128 >> (place & 7));
        const neighbour = isIPv6(ip) ? v6Text(bytes) : bytes.join(".");
        for (const candidate of [ip, neighbour, other]) {
          const address = parseIp(candidate) ?? [];
          // Node looks through mapped addresses; here that is the business of the rules.
          if (isIPv6(candidate) !== isIPv6(ip)) expect(isInside(address, block)).toBe(false);
          else expect(isInside(address, block)).toBe(list.check(candidate, isIPv6(candidate) ? "ipv6" : "ipv4"));
        }
      }),
      { numRuns: 500 },
    );
  });
});

function v6Text(bytes: readonly number[]): string {
  return Array.from({ length: 8 }, (_, group) =>
    ((bytes[group * 2] ?? 0) * 256 + (bytes[group * 2 + 1] ?? 0)).toString(16),
  ).join(":");
}
