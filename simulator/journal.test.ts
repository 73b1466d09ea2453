import { expect, test } from "vitest";
import { Journal } from "./journal.ts";

const CALL = { service: "drs", operation: "DescribeJobs", accountId: "222233334444", region: "us-west-2" };

test("a journal keeps the latest 20,000 calls", () => {
  const journal = new Journal();
  for (let call = 0; call < 30_000; call += 1) journal.record({ ...CALL, request: {} });
  expect(journal.list({ isNewestFirst: true, limit: 1 })[0]?.seq).toBe(30_000);
  expect(journal.list({ after: 10_000, limit: 30_000 })).toHaveLength(20_000);
  expect(journal.list({ limit: 30_000 }).length).toBeLessThanOrEqual(22_000);
});

test("big requests are kept cut, and say so", () => {
  const journal = new Journal();
  journal.record({ ...CALL, request: { text: "a".repeat(20_000) } });
  expect(journal.list({})[0]?.request).toMatchObject({ cut: true, length: 20_011 });
  expect(JSON.stringify(journal.list({})[0]?.request).length).toBeLessThan(17_000);
});

test("many big requests do not add up without end", () => {
  const journal = new Journal();
  for (let call = 0; call < 6000; call += 1) journal.record({ ...CALL, request: `${call} ${"a".repeat(16_000)}` });
  const kept = journal.list({ limit: 5000 });
  expect(kept.length).toBeLessThan(4800);
  expect(journal.list({ mentions: '"5999 a' })).toHaveLength(1);
  expect(journal.list({ mentions: '"17 a' })).toHaveLength(0);
});

test("requests that nest deeper than anything could print are kept as no more than that", () => {
  const journal = new Journal();
  journal.record({ ...CALL, request: JSON.parse("[".repeat(100_000) + "]".repeat(100_000)) });
  expect(journal.list({})[0]?.request).toEqual({ cut: true, nestedDeeperThan: 64 });
});

test("calls are found by status, by hundreds of statuses, and when they were cut off", () => {
  const journal = new Journal();
  for (const status of [200, 429, 500, 501, null]) journal.settle(journal.record({ ...CALL, request: {} }), status);
  journal.record({ ...CALL, request: "in flight" });
  const statuses = (...wanted: string[]) => journal.list({ statuses: wanted }).map(({ status }) => status);
  expect(statuses("429")).toEqual([429]);
  expect(statuses("5xx")).toEqual([500, 501]);
  expect(statuses("4xx", "5xx", "none")).toEqual([429, 500, 501, null]);
});
