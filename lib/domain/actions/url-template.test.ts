import { isIPv6 } from "node:net";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DATA, hostileText, withValue, X } from "./testing/template-data.ts";
import { checkUrlTemplate, isHostOpen, parseUrlTemplate, renderUrl } from "./url-template.ts";

const WEB_SCHEMES = ["https", "http"] as const;

function urlOf(text: string, value: string): string | null {
  const rendered = renderUrl(text, withValue(value), WEB_SCHEMES);
  return rendered.ok ? rendered.value : null;
}

function isOpen(text: string): boolean | null {
  const parsed = parseUrlTemplate(text, WEB_SCHEMES);
  return parsed.ok ? isHostOpen(parsed.value) : null;
}

describe("a URL", () => {
  test.each([
    ["https://example.com", "https://example.com"],
    ["https://example.com:8443/a/b?c=d&e", "https://example.com:8443/a/b?c=d&e"],
    ["http://[fd00::1]:80/", "http://[fd00::1]:80/"],
    ['https://{{ server("web-01").privateIp }}/health', "https://10.0.0.1/health"],
    ["https://a.example.com/{{ plan.name }}?w={{ wave.name }}", "https://a.example.com/Shop?w=Web%20tier"],
    ["http://{{ execution.id }}.example.com:80{{ wave.number }}/", `http://${DATA.execution.id}.example.com:802/`],
  ])("%s → %s", (text, url) => {
    expect(renderUrl(text, DATA, WEB_SCHEMES)).toEqual({ ok: true, value: url });
  });

  test.each([
    "",
    "example.com",
    "ftp://example.com",
    "javascript:alert(1)",
    "{{ plan.name }}://example.com",
    "https:/example.com",
    "https://",
    "https:///a",
    "https://user@example.com/",
    "https://user:{{ plan.name }}@example.com/",
    "https://{{ plan.name }}@example.com/",
    "https://example.com/#top",
    "https://example.com/a b",
    "https://example.com\\@other.com/",
    "https://exämple.com/",
    "https://example.com:0/",
    "https://example.com:99999/",
    "https://127.1/",
    "https://0x7f000001/",
    "https://example.com/%{{ wave.number }}",
    "https://example.com/?a=%2{{ wave.number }}",
    "https://example.com?{{ nope }}",
    "https://exa\tmple.com/",
    "https://[{{ plan.name }}]/",
  ])("is not %j", (text) => {
    expect(checkUrlTemplate(text, WEB_SCHEMES).ok).toBe(false);
  });

  test("has one of the schemes that are asked for", () => {
    expect(checkUrlTemplate("http://example.com", ["https"]).ok).toBe(false);
    expect(checkUrlTemplate("https://example.com", ["https"]).ok).toBe(true);
  });

  test("tells whether a value decides the host", () => {
    expect(isOpen(`https://${X}.example.com/`)).toBe(true);
    expect(isOpen(`https://example.com/${X}`)).toBe(false);
  });

  test("has what is not known told with its place", () => {
    const failed = renderUrl("https://{{ servers.publicIp }}/", DATA, WEB_SCHEMES);
    expect(failed.ok ? null : failed.problems[0]).toMatchObject({ at: 8 });
  });
});

describe("a value in the host", () => {
  test.each([
    ["10.0.0.1", "https://10.0.0.1/a"],
    ["fd00::1", "https://[fd00::1]/a"],
    ["web-01.corp", "https://web-01.corp/a"],
  ])("may be %s", (value, url) => {
    expect(urlOf(`https://${X}/a`, value)).toBe(url);
  });

  test.each([
    "",
    "a/b",
    "a?b",
    "a#b",
    "a@b",
    "a:80",
    "a b",
    "a\\b",
    "127.1",
    "2130706433",
    "a..b",
    "-a",
    "[::1]",
    "a,b",
    "%61",
  ])("may not be %j", (value) => {
    expect(urlOf(`https://${X}/a`, value)).toBeNull();
    expect(urlOf(`https://a.${X}/a`, value)).toBeNull();
  });

  test("never leads anywhere but to the host that it is", () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.ipV6(), fc.ipV4(), fc.domain()), (value) => {
        const url = urlOf(`https://${X}/path?q=1`, value);
        if (url === null) return;
        const read = new URL(url);
        const host = isIPv6(value) ? new URL(`http://[${value}]`).hostname : value.toLowerCase();
        expect([read.protocol, read.hostname, read.port]).toEqual(["https:", host, ""]);
        expect([read.username, read.password, read.pathname, read.search]).toEqual(["", "", "/path", "?q=1"]);
      }),
      { numRuns: 1000 },
    );
  });
});

test("a value in the port is a number and nothing else", () => {
  expect(urlOf(`https://a.example:${X}/`, "8443")).toBe("https://a.example:8443/");
  for (const value of ["", "0", "65536", "80/", "80@b", "8e1", "+80"]) {
    expect(urlOf(`https://a.example:${X}/`, value)).toBeNull();
  }
});

test("a value that makes the path go up is refused", () => {
  for (const text of [`https://a.example/b/${X}/c`, `https://a.example/b/.${X}`, `https://a.example/b/%2e${X}`]) {
    expect(urlOf(text, ".")).toBeNull();
  }
  expect(urlOf(`https://a.example/b/${X}`, "..")).toBeNull();
  expect(urlOf(`https://a.example/b/${X}`, "...")).toBe("https://a.example/b/...");
  expect(urlOf(`https://a.example/b/${X}`, "%2e%2e")).toBe("https://a.example/b/%252e%252e");
});

test("a value in path and query stays in its place: same host, same segments, same parameters", () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      const url = urlOf(`https://a.example:8443/x/${X}/y-${X}?p=${X}&q=1`, value);
      if (url === null) {
        expect([".", ".."]).toContain(value);
        return;
      }
      const read = new URL(url);
      expect([read.host, read.username, read.hash]).toEqual(["a.example:8443", "", ""]);
      expect(read.pathname.split("/").map(decodeURIComponent)).toEqual(["", "x", value, `y-${value}`]);
      expect([...read.searchParams]).toEqual([
        ["p", value],
        ["q", "1"],
      ]);
    }),
    { numRuns: 1000 },
  );
});
