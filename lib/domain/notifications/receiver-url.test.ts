import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { judgeReceiverUrl, ReceiverUrl } from "./receiver-url.ts";

describe("a receiver's URL", () => {
  test.each(["https://hooks.slack.com/services/T/B/x", "https://10.0.0.7:8443/in?a=b", "HTTPS://example.com"])(
    "may be %s",
    (url) => expect(judgeReceiverUrl(url)).toBe("ok"),
  );

  test.each([
    "http://127.0.0.1:8080/in",
    "http://localhost/",
    "http://[::1]:1/",
    "http://127.1/",
    "http://0x7f000001/",
  ])("may be %s where AWS is simulated", (url) => expect(judgeReceiverUrl(url)).toBe("own-machine"));

  test.each([
    "http://example.com/",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//example.com",
    "example.com",
    "",
    "https://",
    "https://user:pass@example.com/",
    "https://user@example.com/",
  ])("is never %s", (url) => {
    expect(judgeReceiverUrl(url)).toHaveProperty("problem");
    expect(ReceiverUrl.safeParse(url).success).toBe(false);
  });

  test("that is taken is one that fetches over https, or from this machine", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("", "http://", "https://", "ftp://", "http://127.0.0.1"),
        fc.string(),
        (start, rest) => {
          const text = start + rest;
          const judged = judgeReceiverUrl(text);
          if (typeof judged === "object") return;
          expect(new URL(text).protocol).toBe(judged === "ok" ? "https:" : "http:");
        },
      ),
    );
  });
});
