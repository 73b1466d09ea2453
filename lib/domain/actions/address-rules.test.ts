import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { kindOfAddress, mayCall } from "./address-rules.ts";
import { parseIp } from "./ip-address.ts";

const EVERYTHING = ["0.0.0.0/0", "::/0"];

function kindOf(ip: string): string | null {
  const address = parseIp(ip);
  return address === null ? null : kindOfAddress(address);
}

describe("what an address is", () => {
  test.each([
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["169.254.169.254", "link-local"],
    ["169.254.170.2", "link-local"],
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "unspecified"],
    ["224.0.0.1", "multicast"],
    ["255.255.255.255", "broadcast"],
    ["240.0.0.1", "reserved"],
    ["10.1.2.3", "private"],
    ["172.15.255.255", "public"],
    ["172.16.0.0", "private"],
    ["172.31.255.255", "private"],
    ["172.32.0.0", "public"],
    ["192.168.255.255", "private"],
    ["100.64.0.1", "private"],
    ["100.128.0.1", "public"],
    ["52.94.236.248", "public"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["fe80::1", "link-local"],
    ["febf::1", "link-local"],
    ["fd00:ec2::254", "metadata"],
    ["fd00:ec2::23", "metadata"],
    ["fd00:ec3::254", "private"],
    ["ff02::1", "multicast"],
    ["2600:1f18::1", "public"],
    ["2001:db8::1", "reserved"],
    ["::ffff:169.254.169.254", "link-local"],
    ["::ffff:127.0.0.1", "loopback"],
    ["::ffff:10.0.0.1", "private"],
    ["::ffff:52.94.236.248", "public"],
    ["::127.0.0.1", "loopback"],
    ["2002:a9fe:a9fe::1", "link-local"],
    ["2002:7f00:1::", "loopback"],
    ["2002:345e:ecf8::1", "public"],
    ["64:ff9b::169.254.169.254", "link-local"],
    ["64:ff9b::a00:1", "private"],
    ["64:ff9b:1::a9fe:a9fe", "translation"],
  ])("%s: %s", (ip, kind) => {
    expect(kindOf(ip)).toBe(kind);
  });
});

describe("what actions may call", () => {
  test("a public address, whatever is allowed", () => {
    expect(mayCall("52.94.236.248", [])).toEqual({ ok: true });
  });

  test("a private address only inside an allowed network", () => {
    expect(mayCall("10.1.2.3", ["10.1.0.0/16"])).toEqual({ ok: true });
    expect(mayCall("10.2.2.3", ["10.1.0.0/16"])).toEqual({
      ok: false,
      reason: "10.2.2.3 is a private address outside the allowed networks.",
    });
    expect(mayCall("::ffff:10.1.2.3", ["10.1.0.0/16"])).toEqual({ ok: true });
    expect(mayCall("fd12::1", ["fd12::/16"])).toEqual({ ok: true });
  });

  test("instance metadata never", () => {
    expect(mayCall("169.254.169.254", [...EVERYTHING, "169.254.169.254/32"]).ok).toBe(false);
    expect(mayCall("fd00:ec2::254", [...EVERYTHING, "fd00:ec2::254/128"]).ok).toBe(false);
  });

  test("nothing that is no address", () => {
    for (const text of ["localhost", "", "169.254.169.254.", "0xa9fea9fe", "fe80::1%lo"]) {
      expect(mayCall(text, EVERYTHING).ok).toBe(false);
    }
  });

  test("a block that cannot be read allows nothing", () => {
    expect(mayCall("10.0.0.1", ["10.0.0.0/99", "everything", "10.0.0.1"]).ok).toBe(false);
  });
});

const byte = fc.nat(255);
const v4 = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join("."));
const neverV4 = fc.oneof(
  fc.tuple(byte, byte).map(([c, d]) => `169.254.${c}.${d}`),
  fc.tuple(byte, byte, byte).map(([b, c, d]) => `127.${b}.${c}.${d}`),
  fc.tuple(byte, byte, byte).map(([b, c, d]) => `0.${b}.${c}.${d}`),
  fc.tuple(fc.integer({ min: 224, max: 239 }), byte, byte, byte).map((bytes) => bytes.join(".")),
  fc.constant("255.255.255.255"),
);

function disguises(ip: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = ip.split(".").map(Number);
  const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
  return [`::ffff:${ip}`, `::ffff:${high}:${low}`, `64:ff9b::${ip}`, `::ffff:0:${ip}`, `2002:${high}:${low}::1`];
}

test("no disguise makes a forbidden address callable, whatever is allowed", () => {
  fc.assert(
    fc.property(neverV4, (ip) => {
      for (const face of [ip, ...disguises(ip)]) expect(mayCall(face, [...EVERYTHING, `${ip}/32`]).ok).toBe(false);
    }),
  );
});

test("an address and its disguises are judged alike", () => {
  const allowed = fc.constantFrom([], ["10.0.0.0/8"], ["0.0.0.0/0"], ["172.16.0.0/12", "192.168.0.0/16"]);
  fc.assert(
    fc.property(
      fc.oneof(
        v4,
        v4.map((ip) => ip.replace(/^\d+/, "10")),
      ),
      allowed,
      (ip, cidrs) => {
        for (const face of disguises(ip)) expect(mayCall(face, cidrs).ok).toBe(mayCall(ip, cidrs).ok);
      },
    ),
  );
});

test("allowing more never forbids what was allowed", () => {
  fc.assert(
    fc.property(fc.oneof(v4, fc.ipV6()), (ip) => {
      if (mayCall(ip, []).ok) expect(mayCall(ip, EVERYTHING).ok).toBe(true);
    }),
  );
});
