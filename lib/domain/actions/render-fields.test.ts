import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isDnsName, isHost } from "./host-name.ts";
import { renderHeaders, renderHosts, renderRecordValues } from "./render-fields.ts";
import type { Rendered } from "./template.ts";
import { DATA, hostileText, withValue, X } from "./testing/template-data.ts";

function messageOf(rendered: Rendered<unknown>): string | null {
  return rendered.ok ? null : (rendered.problems[0]?.message ?? null);
}

describe("hosts", () => {
  test("are one, or all of a list", () => {
    expect(renderHosts('{{ server("web-01").privateIp }}', DATA)).toEqual({ ok: true, value: ["10.0.0.1"] });
    expect(renderHosts("{{ servers.privateIp }}", DATA)).toEqual({ ok: true, value: ["10.0.0.1", "10.0.0.2"] });
    expect(renderHosts("{{ plan.name }}.example.com", DATA)).toEqual({ ok: true, value: ["Shop.example.com"] });
  });

  test("are nothing else", () => {
    expect(messageOf(renderHosts("{{ wave.name }}", DATA))).toBe('"Web tier" is not a host or IP address.');
  });

  test.each(["a", "a.b-c.d", "_dmarc.example.com", "10.0.0.1", "fd00::1", "1password.com", "a".repeat(63)])(
    "%s is one",
    (text) => {
      expect(isHost(text)).toBe(true);
    },
  );

  test.each(["", ".", "a.", "a..b", "-a", "a-", "a b", "1.2.3", "1.2.3.04", "a.1", "a.0x1", "é.com", "a".repeat(64)])(
    "%j is none",
    (text) => {
      expect(isHost(text)).toBe(false);
    },
  );

  test("are at most 253 characters long", () => {
    expect(isDnsName(Array<string>(4).fill("a".repeat(60)).join("."))).toBe(true);
    expect(isDnsName(Array<string>(5).fill("a".repeat(60)).join("."))).toBe(false);
  });
});

describe("values of a DNS record", () => {
  test("are what the type asks for", () => {
    expect(renderRecordValues("A", ["{{ servers.privateIp }}", "10.0.0.1"], DATA)).toEqual({
      ok: true,
      value: ["10.0.0.1", "10.0.0.2"],
    });
    expect(renderRecordValues("AAAA", ["fd00::1"], DATA).ok).toBe(true);
    expect(renderRecordValues("CNAME", ["dr.example.com."], DATA)).toEqual({ ok: true, value: ["dr.example.com."] });
  });

  test("are refused where they do not fit", () => {
    expect(messageOf(renderRecordValues("A", ["fd00::1"], DATA))).toBe('"fd00::1" is not an IPv4 address.');
    expect(messageOf(renderRecordValues("AAAA", ["10.0.0.1"], DATA))).toBe('"10.0.0.1" is not an IPv6 address.');
    expect(messageOf(renderRecordValues("CNAME", ["{{ wave.name }}"], DATA))).toBe('"Web tier" is not a DNS name.');
    expect(messageOf(renderRecordValues("CNAME", ["a.b", "c.d"], DATA))).toBe("A CNAME record has one name.");
    expect(messageOf(renderRecordValues("A", ["{{ servers.privateIp }}"], { ...DATA, servers: [] }))).toBe(
      "The record would have no value.",
    );
  });
});

test("no header can be broken by a value", () => {
  expect(renderHeaders({ "X-Plan": "{{ plan.name }}" }, DATA)).toEqual({ ok: true, value: { "X-Plan": "Shop" } });
  fc.assert(
    fc.property(hostileText, (value) => {
      const rendered = renderHeaders({ A: "fixed", B: `b ${X}` }, withValue(value));
      const isPlain = /^[\x09\x20-\x7E]*$/.test(value);
      expect(rendered.ok).toBe(isPlain);
      if (rendered.ok) expect(rendered.value).toEqual({ A: "fixed", B: `b ${value}` });
      else expect(rendered.problems[0]?.path).toEqual(["B"]);
    }),
  );
});
