import { expect, test } from "vitest";

import { readQuery } from "./query-string.ts";

test("parameters are read by name", () => {
  expect(readQuery(new URLSearchParams("limit=5&search=a%20b"))).toEqual({ limit: "5", search: "a b" });
});

test.each(["limit=1&limit=2", "search=%00"])(
  "what readers disagree about or cannot be stored is refused: %s",
  (text) => {
    expect(() => readQuery(new URLSearchParams(text))).toThrow(expect.objectContaining({ code: "INVALID_REQUEST" }));
  },
);
