import { execFileSync } from "node:child_process";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { quotePosix, quotePowerShell } from "./shell-quoting.ts";
import { posixWords } from "./testing/posix-words.ts";
import { hostileText } from "./testing/template-data.ts";

describe("a word of a POSIX shell", () => {
  test.each([
    ["", "''"],
    ["web-01", "'web-01'"],
    ["it's", String.raw`'it'\''s'`],
    ['$(id) `id` \\ "', "'$(id) `id` \\ \"'"],
    ["{{ssm:x}}", "'{''{ssm:x}}'"],
    ["{{{", "'{''{''{'"],
  ])("%j is written %s", (value, quoted) => {
    expect(quotePosix(value)).toBe(quoted);
  });

  test("cannot hold NUL", () => {
    expect(() => quotePosix("a\0b")).toThrow(RangeError);
    expect(() => quotePowerShell("a\0b")).toThrow(RangeError);
  });

  test("is one argument, the value, whatever the value is", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) => {
        const command = `cmd ${quotePosix(one)} --with=${quotePosix(other)}.log`;
        expect(posixWords(command)).toEqual(["cmd", one, `--with=${other}.log`]);
        expect(command).not.toContain("{{");
      }),
      { numRuns: 1000 },
    );
  });

  test("is one argument for the real shell too", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 4 }), (values) => {
        const command = `printf '%s\\0' ${values.map(quotePosix).join(" ")}`;
        const printed = execFileSync("/bin/sh", ["-c", command], { encoding: "utf8" });
        expect(printed.split("\0").slice(0, -1)).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a verbatim string of PowerShell", () => {
  test("has every kind of single quotation mark doubled", () => {
    expect(quotePowerShell("a'b\u2018c\u2019d\u201Ae\u201Bf$(g)`h")).toBe(
      "'a''b\u2018\u2018c\u2019\u2019d\u201A\u201Ae\u201B\u201Bf$(g)`h'",
    );
  });

  test("ends where it should, and is the value", () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        // PowerShell's rule: any single quotation mark ends the string, unless another one follows, which is then kept.
        const text = `${quotePowerShell(value)} next`;
        const read = /^'((?:[^'\u2018-\u201B]|['\u2018-\u201B]['\u2018-\u201B])*)['\u2018-\u201B] next$/.exec(text);
        expect(read?.[1]?.replace(/['\u2018-\u201B](['\u2018-\u201B])/g, "$1")).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });
});
