import fc from "fast-check";
import { expect, test } from "vitest";

import { webhookSignedText } from "./webhook-signed-text.ts";

test("what is signed names its version, its time and the body", () => {
  expect(webhookSignedText(1_790_000_000, '{"a":1}')).toBe('v1:1790000000:{"a":1}');
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("%s is no time", (seconds) => {
  expect(() => webhookSignedText(seconds, "")).toThrow(RangeError);
});

test("two different messages are never signed as the same text", () => {
  const message = fc.tuple(fc.nat(), fc.string());
  fc.assert(
    fc.property(message, message, (one, other) => {
      const isSame = one[0] === other[0] && one[1] === other[1];
      expect(webhookSignedText(...one) === webhookSignedText(...other)).toBe(isSame);
    }),
  );
  fc.assert(
    fc.property(message, ([seconds, body]) => {
      expect(webhookSignedText(seconds, body).split(":").slice(2).join(":")).toBe(body);
    }),
  );
});
