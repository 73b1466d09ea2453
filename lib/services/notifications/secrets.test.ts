import fc from "fast-check";
import { expect, test } from "vitest";

import { secretsOf, UnreadableSecretError } from "./secrets.ts";

const secrets = secretsOf("a deployment's key of 32 characters");
const CHANNEL = "11111111-1111-4111-8111-111111111111";

test("what was sealed is opened again, and never reads like the secret", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (secret) => {
      const sealed = secrets.seal(CHANNEL, secret);
      expect(secrets.open(CHANNEL, sealed)).toBe(secret);
      if (secret.length > 8) expect(Buffer.from(sealed.slice(3), "base64url").toString("latin1")).not.toContain(secret);
      expect(secrets.seal(CHANNEL, secret)).not.toBe(sealed);
    }),
  );
});

test("it is opened under the same key and for the same channel only", () => {
  const sealed = secrets.seal(CHANNEL, "https://hooks.slack.com/services/T/B/x");
  expect(() => secretsOf("another deployment's key, also long").open(CHANNEL, sealed)).toThrow(UnreadableSecretError);
  expect(() => secrets.open("22222222-2222-4222-8222-222222222222", sealed)).toThrow(UnreadableSecretError);
});

test("what was changed in any bit is not opened", () => {
  const sealed = Buffer.from(secrets.seal(CHANNEL, "secret").slice(3), "base64url");
  fc.assert(
    fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => secrets.open(CHANNEL, `v1.${changed.toString("base64url")}`)).toThrow(UnreadableSecretError);
    }),
  );
});

test.each(["", "v1", "v1.", "v2.AAAA", "v1.AAAA", "nonsense"])("what cannot be one is not opened: '%s'", (sealed) => {
  expect(() => secrets.open(CHANNEL, sealed)).toThrow(UnreadableSecretError);
});
