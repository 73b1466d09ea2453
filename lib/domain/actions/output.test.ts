import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { cutOutput, OUTPUT_LIMIT_BYTES } from "./output.ts";

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

const LIMIT = 200;
const NOTICE = /\n… (\d+) bytes left out …\n/;
const someOutput = fc.string({ unit: "binary", maxLength: 600, size: "max" });

describe("output that fits", () => {
  test("is kept as it is", () => {
    const text = "é".repeat(OUTPUT_LIMIT_BYTES / 2);
    expect(cutOutput(text)).toEqual({ text, bytesLeftOut: 0 });
  });

  test("has NUL and half characters replaced, which the database refuses", () => {
    expect(cutOutput("a\0b\uD800c").text).toBe("a\uFFFDb\uFFFDc");
  });
});

describe("output that is too long", () => {
  test("keeps its first and last lines", () => {
    const { text, bytesLeftOut } = cutOutput(`first\n${"x".repeat(100_000)}\nlast`);
    expect(text.startsWith("first\n")).toBe(true);
    expect(text.endsWith("\nlast")).toBe(true);
    expect(text).toContain(`\n… ${bytesLeftOut} bytes left out …\n`);
    expect(bytesOf(text)).toBeLessThanOrEqual(OUTPUT_LIMIT_BYTES);
    expect(bytesOf(text)).toBeGreaterThan(OUTPUT_LIMIT_BYTES - 80);
  });

  test("is cut between characters of four bytes", () => {
    const { text } = cutOutput("😀".repeat(100), LIMIT);
    expect(text.replace(NOTICE, "")).toMatch(/^(😀)+$/u);
  });

  test("keeps a byte order mark as a character", () => {
    expect(cutOutput(`\uFEFF${"x".repeat(300)}`, LIMIT).text.startsWith("\uFEFFxx")).toBe(true);
  });

  test("cannot be cut to less than what says so", () => {
    expect(() => cutOutput("x", 100)).toThrow(RangeError);
  });
});

test("whatever the output, what is kept fits, is well formed, and adds up with what was left out", () => {
  fc.assert(
    fc.property(someOutput, (output) => {
      const { text, bytesLeftOut } = cutOutput(output, LIMIT);
      const clean = output.toWellFormed().replaceAll("\0", "\uFFFD");
      expect(text.isWellFormed()).toBe(true);
      expect(bytesOf(text)).toBeLessThanOrEqual(LIMIT);
      if (bytesLeftOut === 0) {
        expect(text).toBe(clean);
        return;
      }
      const notice = `\n… ${bytesLeftOut} bytes left out …\n`;
      const cut = text.indexOf(notice);
      const [head, tail] = [text.slice(0, cut), text.slice(cut + notice.length)];
      expect(clean.startsWith(head)).toBe(true);
      expect(clean.endsWith(tail)).toBe(true);
      expect(bytesOf(head) + bytesOf(tail) + bytesLeftOut).toBe(bytesOf(clean));
    }),
  );
});
