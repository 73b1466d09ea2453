import { expect, test } from "vitest";
import { openCursor, sealCursor } from "./page-token.ts";

const HOUR = 3_600_000;
const USE = { seed: 1, list: "DescribeJobs" };
const CURSOR = { key: "drsjob-5aaaaaaaaaaaaaaaa", index: 20 };

test("a token gives back what it was made of, for 24 hours", () => {
  const token = sealCursor(CURSOR, USE, 1000);
  expect(openCursor(token, USE, 1000 + 24 * HOUR - 1)).toEqual(CURSOR);
  expect(openCursor(token, USE, 1000 + 24 * HOUR)).toBeUndefined();
});

test("a token is of no use to another list or another simulation", () => {
  const token = sealCursor(CURSOR, USE, 0);
  expect(openCursor(token, { ...USE, list: "DescribeSourceServers" }, 0)).toBeUndefined();
  expect(openCursor(token, { ...USE, seed: 2 }, 0)).toBeUndefined();
});

test("nothing can be read in a token, nor changed in it", () => {
  const token = sealCursor(CURSOR, USE, 0);
  expect(Buffer.from(token, "base64url").toString("latin1")).not.toContain("drsjob");
  const bytes = Buffer.from(token, "base64url");
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(openCursor(bytes.toString("base64url"), USE, 0)).toBeUndefined();
});

test.each(["", "%%%", "x", "A".repeat(200)])("the text %o is no token", (text) => {
  expect(openCursor(text, USE, 0)).toBeUndefined();
});
