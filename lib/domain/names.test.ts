import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Description, Name, nameKey } from "./names.ts";

describe("two names are the same", () => {
  test.each([
    ["in case", "Web Tier", "wEB tIER"],
    ["in surrounding space", "Web", "  Web\t"],
    ["in runs of space", "Web Tier", "Web \u00a0\n Tier"],
    ["in composition", "Caf\u00e9", "Cafe\u0301"],
    ["in width", "\uff37\uff45\uff42", "Web"],
    ["in ligatures", "o\ufb03ce", "office"],
    ["in case of other alphabets", "\u00c4\u041f\u0399", "\u00e4\u043f\u03b9"],
  ])("when they differ %s only", (_in, a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  test.each([
    ["Web 1", "Web 2"],
    ["Web", "We b"],
    ["Cafe", "Caf\u00e9"],
    ["Web-1", "Web_1"],
  ])("never %s and %s", (a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b));
  });

  test("by a key that is its own key, and that storing the name does not change", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
        const name = Name.safeParse(text);
        if (name.success) expect(nameKey(name.data)).toBe(nameKey(text));
      }),
    );
  });
});

describe("a name", () => {
  test("is stored tidied, in the case in which it was given", () => {
    expect(Name.parse("  Web \n Tier ")).toBe("Web Tier");
    expect(Name.parse("Cafe\u0301")).toBe("Caf\u00e9");
  });

  test("is stored as it is when it is read and saved again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (text) => {
        const name = Name.safeParse(text);
        if (name.success) expect(Name.parse(name.data)).toBe(name.data);
      }),
    );
  });

  test("has up to 100 characters, not counting the space that is tidied away", () => {
    expect(Name.parse("x".repeat(100))).toHaveLength(100);
    expect(Name.parse(` ${"x".repeat(100)}   `)).toHaveLength(100);
    expect(Name.safeParse("x".repeat(101)).success).toBe(false);
  });

  test("is measured after composition, which can make it longer", () => {
    expect(Name.safeParse("\ufdfa".repeat(6)).success).toBe(false);
  });

  test.each([
    ["empty", ""],
    ["only space", " \t\n\u00a0\u2003"],
  ])("is refused when it is %s", (_what, text) => {
    expect(Name.safeParse(text).error?.issues[0]?.message).toBe("A name needs at least one visible character.");
  });

  test.each([
    ["U+0000", "a\u0000b"],
    ["a bell", "a\u0007"],
    ["an escape", "\u001b[31mred"],
    ["a zero-width space", "We\u200bb"],
    ["a zero-width joiner", "We\u200db"],
    ["a right-to-left override", "\u202egnp.exe"],
    ["a soft hyphen", "We\u00adb"],
    ["only a zero-width space", "\u200b"],
  ])("is refused with %s in it", (_what, text) => {
    expect(Name.safeParse(text).error?.issues[0]?.message).toBe("A name cannot hold control characters.");
  });

  test.each([undefined, null, 7, ["Web"], { name: "Web" }])("is text, not %j", (value) => {
    expect(Name.safeParse(value).success).toBe(false);
  });
});

describe("a description", () => {
  test.each([
    [undefined, null],
    [null, null],
    ["", null],
    ["  \n ", null],
    ["  Front end\nand back end ", "Front end\nand back end"],
  ])("%j is kept as %j", (text, kept) => {
    expect(Description.parse(text)).toBe(kept);
  });

  test("has up to 2,000 characters", () => {
    expect(Description.safeParse("x".repeat(2000)).success).toBe(true);
    expect(Description.safeParse("x".repeat(2001)).success).toBe(false);
  });
});
