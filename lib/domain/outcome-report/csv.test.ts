import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { anyOutcome, at, executionRow, serverRow } from "#lib/domain/testing/outcome-rows.ts";

import { csvOf, outcomeCsv } from "./csv.ts";
import { outcomeReport, serversOf } from "./outcome-report.ts";

/** A reader of RFC 4180, written from its grammar. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let rest = text;
  let record: string[] = [];
  while (rest !== "") {
    const quoted = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest);
    const plain = /^([^",\r\n]*)(,|\r\n)/.exec(rest);
    const found = quoted ?? plain;
    if (found === null) throw new Error(`Not CSV: ${rest}`);
    record.push((found[1] ?? "").replaceAll('""', '"'));
    rest = rest.slice(found[0].length);
    if (found[2] === ",") continue;
    records.push(record);
    record = [];
  }
  return records;
}

/** What a spreadsheet shows of a text. */
function shown(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

describe("a record", () => {
  test.each([
    [["a", 1, true, null], "a,1,true,\r\n"],
    [["a,b", 'say "no"', "two\nlines"], '"a,b","say ""no""","two\nlines"\r\n'],
    [["=1+1", "+1", "-1", "@sum", "\tx"], "'=1+1,'+1,'-1,'@sum,'\tx\r\n"],
    [['=HYPERLINK("x","y")'], '"\'=HYPERLINK(""x"",""y"")"\r\n'],
    [["a=b", "a-b", "'quoted'"], "a=b,a-b,'quoted'\r\n"],
    [[-5], "-5\r\n"],
    [[at(0)], "2026-03-02T06:00:00.000Z\r\n"],
  ])("of %j is %j", (cells, expected) => {
    expect(csvOf([cells])).toBe(expected);
  });
});

test("a report has a header and a record of as many fields for each server", () => {
  const servers = [serverRow("a"), serverRow("b", { isCritical: false, error: "line one\nline two" })];
  const report = outcomeReport({
    execution: executionRow(),
    waves: [{ number: 1, name: "Apps, and more", status: "COMPLETED", dependsOn: [] }],
    servers,
    decisions: [],
  });
  const [header, ...records] = parseCsv(outcomeCsv(report));
  const [first, second] = records.map((record) =>
    Object.fromEntries(record.map((cell, i) => [header?.[i] ?? "", cell])),
  );
  expect(first).toEqual({
    wave: "1",
    wave_name: "Apps, and more",
    hostname: "host-a",
    source_server_id: "a",
    critical: "true",
    result: "HEALTHY",
    rto_seconds: "1200",
    rpo_seconds: "300",
    launched_at: "2026-03-02T06:15:00.000Z",
    healthy_at: "2026-03-02T06:20:00.000Z",
    snapshot_at: "2026-03-02T05:55:00.000Z",
    used_previous_snapshot: "false",
    skipped_by: "",
    skip_reason: "",
    error: "",
  });
  expect(second).toMatchObject({ critical: "false", error: "line one\nline two" });
});

const anyCell = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", "'", "a"), maxLength: 8 }),
);

test("text comes back as it was, and none of it is a formula", () => {
  const records = fc.array(fc.array(anyCell, { minLength: 1, maxLength: 5 }), { maxLength: 5 });
  fc.assert(
    fc.property(records, (cells) => {
      const parsed = parseCsv(csvOf(cells));
      expect(parsed).toEqual(cells.map((record) => record.map(shown)));
      for (const text of parsed.flat()) expect(text).not.toMatch(/^[=+\-@\t\r]/);
    }),
    { numRuns: 500 },
  );
});

test("every server of any report is one record, with its hostname and its error", () => {
  fc.assert(
    fc.property(anyOutcome, (input) => {
      const report = outcomeReport(input);
      const [header, ...records] = parseCsv(outcomeCsv(report));
      expect(records.every((record) => record.length === header?.length)).toBe(true);
      expect(records.map((record) => [record[2], record.at(-1)])).toEqual(
        serversOf(report).map(({ hostname, error }) => [shown(hostname), shown(error ?? "")]),
      );
    }),
  );
});
