import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { AppError } from "#lib/domain/errors.ts";

import { MAX_BODY_BYTES, readJsonBody } from "./json-body.ts";

const URL = "http://127.0.0.1/api";
const JSON_TYPE = { "content-type": "application/json" };

function post(body: BodyInit | null, headers: Record<string, string> = JSON_TYPE): Request {
  return new Request(URL, { method: "POST", headers, body, ...(body instanceof ReadableStream && { duplex: "half" }) });
}

test.each(["{}", "[1]", ' {"a":{"b":[{"a":1}]},"b":"\\u00e4"} ', "null", '{"a":"{\\"a\\":1,\\"a\\":2}"}'])(
  "clean JSON is read: %s",
  async (text) => {
    expect(await readJsonBody(post(text))).toEqual(JSON.parse(text));
  },
);

describe("refused as INVALID_REQUEST", () => {
  test.each([
    ["nothing", ""],
    ["space", "  "],
    ["broken off", '{"a":1'],
    ["not JSON", "a=1&b=2"],
    ["NaN", '{"a":NaN}'],
    ["a key twice", '{"a":1,"b":{"a":1},"a":2}'],
    ["a key twice in other spelling", '{"a":1,"\\u0061":2}'],
    ["a key twice deep inside", '{"a":[{"b":1,"b" : 2}]}'],
    ["__proto__", '{"__proto__":{"isAdmin":true}}'],
    ["__proto__ in other spelling", '{"a":{"\\u005f_proto__":1}}'],
    ["U+0000", '{"a":"x\\u0000y"}'],
  ])("%s", async (_name, text) => {
    await expect(readJsonBody(post(text))).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  test("bytes that are not UTF-8", async () => {
    const latin1 = new Uint8Array([0x22, 0xe4, 0x22]);
    await expect(readJsonBody(post(latin1))).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  test("a body that breaks off on the way", async () => {
    const stream = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
    await expect(readJsonBody(post(stream))).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });
});

describe("the type of the body", () => {
  test.each(["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'])(
    "%s is read",
    async (type) => {
      expect(await readJsonBody(post("{}", { "content-type": type }))).toEqual({});
    },
  );

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json; charset=latin1",
    "application/jsonp",
    "",
  ])("%s is refused", async (type) => {
    await expect(readJsonBody(post("{}", { "content-type": type }))).rejects.toMatchObject({
      code: "UNSUPPORTED_MEDIA_TYPE",
    });
  });
});

describe("1 MiB", () => {
  test("is read", async () => {
    const text = JSON.stringify("x".repeat(MAX_BODY_BYTES - 2));
    expect(await readJsonBody(post(text))).toHaveLength(MAX_BODY_BYTES - 2);
  });

  test.each(["[", '{"a":'])("of nesting does no harm: %s", async (open) => {
    const text = open.repeat(Math.floor(MAX_BODY_BYTES / open.length));
    await expect(readJsonBody(post(text))).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  test("and a byte is refused", async () => {
    await expect(readJsonBody(post("x".repeat(MAX_BODY_BYTES + 1)))).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
  });

  test("is where reading stops, whatever the length was said to be", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    await expect(readJsonBody(post(endless))).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    expect(sent).toBeLessThan(MAX_BODY_BYTES + 5 * 65_536);
  });
});

test("whatever comes is read or refused in words", async () => {
  const anyBody = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
    fc.json(),
  );
  await fc.assert(
    fc.asyncProperty(anyBody, async (body) => {
      const result = await readJsonBody(post(body)).catch((error: unknown) => error);
      expect(result instanceof Error && !(result instanceof AppError)).toBe(false);
    }),
    { numRuns: 100 },
  );
}, 30_000);

test("JSON that names no key twice is read as JSON.parse reads it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes("\\u0000") && !/"(__proto__|constructor|prototype)":/.test(text));
      expect(await readJsonBody(post(text))).toEqual(JSON.parse(text));
    }),
  );
});
