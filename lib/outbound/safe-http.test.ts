import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { callUrl, connectTo, NotSentError, type OutboundRules } from "./safe-http.ts";
import { SOMEBODYS_CERTIFICATE } from "./testing/certificate.ts";

const OWN_MACHINE: OutboundRules = { allowedCidrs: [], allowsLoopback: true };
const PUBLIC_ONLY: OutboundRules = { allowedCidrs: [], allowsLoopback: false };
const EVERYTHING: OutboundRules = { allowedCidrs: ["0.0.0.0/0", "::/0"], allowsLoopback: false };

let receiver: Server;
let port = 0;
let seen: { url: string | undefined; host: string | undefined }[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    seen.push({ url: request.url, host: request.headers.host });
    if (request.url === "/moved") response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    else if (request.url === "/long") response.end("x".repeat(1_000_000));
    else if (request.url === "/echo") request.pipe(response);
    else if (request.url === "/broken") response.destroy();
    else if (request.url !== "/silent") response.end("here");
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  port = (receiver.address() as AddressInfo).port;
});
beforeEach(() => {
  seen = [];
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

function get(url: string, { rules = OWN_MACHINE, signal = AbortSignal.timeout(5000) } = {}) {
  return callUrl(rules, { url, method: "GET", signal });
}

describe("a call", () => {
  test("goes to this machine only where that is allowed, whatever it is called", async () => {
    for (const host of ["127.0.0.1", "localhost", "0x7f000001", "[::ffff:127.0.0.1]"]) {
      const url = `http://${host}:${port}/`;
      await expect(get(url, { rules: PUBLIC_ONLY })).rejects.toThrow(NotSentError);
      await expect(get(url, { rules: EVERYTHING })).rejects.toThrow("loopback");
    }
    expect(seen).toEqual([]);
    expect(await get(`http://127.0.0.1:${port}/`)).toEqual({ status: 200, body: "here", location: null });
  });

  test.each(["169.254.169.254", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "0.0.0.0", "224.0.0.1"])(
    "never goes to %s",
    async (host) => {
      await expect(get(`http://${host}:${port}/`, { rules: EVERYTHING })).rejects.toThrow(NotSentError);
    },
  );

  test.each(["10.0.0.1", "192.168.1.1", "[fd12::1]"])("goes to %s only inside an allowed network", async (host) => {
    await expect(get(`http://${host}:1/`, { rules: PUBLIC_ONLY })).rejects.toThrow("outside the allowed networks");
  });

  test("names the host that was asked for", async () => {
    await get(`http://localhost:${port}/`);
    expect(seen).toEqual([{ url: "/", host: `localhost:${port}` }]);
  });

  test("does not follow a redirect", async () => {
    const location = `http://127.0.0.1:${port}/elsewhere`;
    expect(await get(`http://127.0.0.1:${port}/moved`)).toEqual({ status: 302, body: "", location });
    expect(seen.map(({ url }) => url)).toEqual(["/moved"]);
  });

  test("sends its body and reads at most 64 KiB of the answer", async () => {
    const signal = AbortSignal.timeout(5000);
    const request = { url: `http://127.0.0.1:${port}/echo`, method: "POST" as const, body: "größe", signal };
    expect((await callUrl(OWN_MACHINE, request)).body).toBe("größe");
    expect((await get(`http://127.0.0.1:${port}/long`)).body).toHaveLength(64 * 1024);
  });

  test("of which nobody knows whether it arrived is told from one that was not sent", async () => {
    const broken = get(`http://127.0.0.1:${port}/broken`);
    await expect(broken).rejects.not.toThrow(NotSentError);
    const silent = get(`http://127.0.0.1:${port}/silent`, { signal: AbortSignal.timeout(50) });
    await expect(silent).rejects.not.toThrow(NotSentError);
    await expect(get("http://127.0.0.1:1/")).rejects.toThrow(NotSentError);
    await expect(get("http://nowhere.invalid/")).rejects.toThrow("has no address");
  });
});

test("a connection is opened and closed under the same rules", async () => {
  const signal = AbortSignal.timeout(5000);
  await connectTo(OWN_MACHINE, { host: "127.0.0.1", port, signal });
  await expect(connectTo(OWN_MACHINE, { host: "127.0.0.1", port: 1, signal })).rejects.toThrow(NotSentError);
  await expect(connectTo(EVERYTHING, { host: "127.0.0.1", port, signal })).rejects.toThrow("loopback");
});

test("a certificate of another name is refused, unless the caller takes any", async () => {
  const secure = createSecureServer(SOMEBODYS_CERTIFICATE, (_request, response) => response.end("ok"));
  await new Promise<void>((done) => secure.listen(0, "127.0.0.1", done));
  const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/`;
  const call = (fields: object) =>
    callUrl(OWN_MACHINE, { url, method: "GET", signal: AbortSignal.timeout(5000), ...fields });
  await expect(call({})).rejects.toThrow(NotSentError);
  expect(await call({ takesAnyCertificate: true })).toMatchObject({ status: 200, body: "ok" });
  secure.close();
});
