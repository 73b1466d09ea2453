import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Protocol } from "./protocol.ts";
import { PROTOCOLS } from "./router.ts";
import { credentialsFor, PAYMENTS, startBench, type Bench } from "./test-bench.ts";
import { rawRequest, type RawRequest } from "./wire/test-requests.ts";
import { brokenInputs, smallestSample } from "./wire/test-samples.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

async function send(
  protocol: Protocol,
  { method, path, headers, body }: RawRequest,
): Promise<{ status: number; text: string }> {
  const { accessKeyId, sessionToken = "" } = credentialsFor(PAYMENTS.accountId);
  const scope = `${accessKeyId}/20261124/${PAYMENTS.region}/${protocol.service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const signed = { ...headers, authorization, "x-amz-security-token": sessionToken };
  const response = await fetch(bench.url + path, { method, headers: signed, ...(body !== "" && { body }) });
  return { status: response.status, text: await response.text() };
}

const operations = Object.values(PROTOCOLS).flatMap((protocol) =>
  [...protocol.operations.keys()].map((name) => ({ title: `${protocol.service}:${name}`, protocol, name })),
);

describe("a request that breaks the model of its operation", () => {
  test.each(operations)("is refused by $title with a 4xx", async ({ protocol, name }) => {
    const input = protocol.model.operations[name]?.input;
    if (!input) throw new Error(`${name} is not in the model`);
    for (const broken of brokenInputs(protocol.model, input)) {
      const { status, text } = await send(protocol, rawRequest(protocol, name, broken.input));
      const isRefused = status >= 400 && status < 500;
      expect(isRefused, `${name} with ${broken.member} ${broken.why}: ${status} ${text.slice(0, 300)}`).toBe(true);
    }
  });
});

describe("a request that fits the model of its operation", () => {
  test.each(operations.filter(({ name }) => name !== "GetActivityTask"))(
    "is answered by $title, and never with an error of the simulator",
    async ({ protocol, name }) => {
      const input = protocol.model.operations[name]?.input;
      if (!input) throw new Error(`${name} is not in the model`);
      const { status, text } = await send(protocol, rawRequest(protocol, name, smallestSample(protocol.model, input)));
      expect(status < 500 || status === 501, `${name}: ${status} ${text.slice(0, 300)}`).toBe(true);
    },
  );
});

describe("an operation that is not simulated", () => {
  test.each(Object.values(PROTOCOLS).map((protocol) => [protocol.service, protocol] as const))(
    "is answered by %s with 501 and its name",
    async (_service, protocol) => {
      const [first = ""] = Object.keys(protocol.model.operations);
      const known = rawRequest(
        protocol,
        first,
        smallestSample(protocol.model, protocol.model.operations[first]?.input ?? { shape: "" }),
      );
      await fc.assert(
        fc.asyncProperty(fc.stringMatching(/^[A-Z][a-z]{3,20}[A-Z][a-z]{3,20}$/), async (name) => {
          const { status, text } = await send(protocol, renamed(known, first, name));
          return status === 501 && text.includes(name);
        }),
        { numRuns: 20 },
      );
    },
  );
});

function renamed(request: RawRequest, from: string, to: string): RawRequest {
  const [, folder = ""] = request.path.split("/");
  const path = /^\d/.test(folder) ? `/${folder}/${to}` : `/${to}`;
  const swap = (text: string) => text.replace(from, to);
  return {
    ...request,
    path: request.path === "/" ? "/" : path,
    body: swap(request.body),
    headers: Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, swap(value)])),
  };
}
