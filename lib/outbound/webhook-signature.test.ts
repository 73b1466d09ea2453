import fc from "fast-check";
import { expect, test } from "vitest";

import { signedText, webhookSignature } from "./webhook-signature.ts";

test("what is signed names its version, its time and the body", () => {
  expect(signedText(1_790_000_000, '{"a":1}')).toBe('v1:1790000000:{"a":1}');
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("%s is no time", (seconds) => {
  expect(() => signedText(seconds, "")).toThrow(RangeError);
});

test("two different messages are never signed as the same text", () => {
  const message = fc.tuple(fc.nat(), fc.string());
  fc.assert(
    fc.property(message, message, (one, other) => {
      const isSame = one[0] === other[0] && one[1] === other[1];
      expect(signedText(...one) === signedText(...other)).toBe(isSame);
    }),
  );
  fc.assert(
    fc.property(message, ([seconds, body]) => {
      expect(signedText(seconds, body).split(":").slice(2).join(":")).toBe(body);
    }),
  );
});

test("a signature is what anybody with the secret computes from time and body", () => {
  const at = new Date("2026-11-24T03:00:00.900Z");
  expect(webhookSignature("{}", { secret: "a secret of 16 +", at })).toBe(
    "t=1795489200,v1=8c59eefdddb3414d618fdaeb6950d73ff4288df5b65a2645707efaa401f73f3b",
  );
});
