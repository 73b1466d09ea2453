import { expect, test } from "vitest";

import { contentSecurityPolicy } from "./content-security-policy.ts";

const SETTINGS = { nonce: "abc", identityProvider: ["https://id.example.com"], isHttps: true, isDevelopment: false };

test("scripts need the nonce, forms may end at the identity provider, nobody may frame us", () => {
  const policy = contentSecurityPolicy(SETTINGS);
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("form-action 'self' https://id.example.com;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("upgrade-insecure-requests");
  expect(policy).not.toContain("unsafe-eval");
});

test("without https nothing is upgraded, and only development may evaluate", () => {
  expect(contentSecurityPolicy({ ...SETTINGS, isHttps: false })).not.toContain("upgrade");
  expect(contentSecurityPolicy({ ...SETTINGS, isDevelopment: true })).toContain("'unsafe-eval'");
});
