import { lookup as resolve } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import net, { type LookupFunction } from "node:net";

import { kindOfAddress, mayCall } from "#lib/domain/actions/address-rules.ts";
import { parseIp } from "#lib/domain/actions/ip-address.ts";

/** Whom this deployment may call beyond public addresses. */
export type OutboundRules = {
  /** Networks that an admin allows, as CIDR blocks. */
  allowedCidrs: readonly string[];
  /** Receivers on this machine; only where AWS is simulated. */
  allowsLoopback: boolean;
};

/** Nothing was sent: the address may not be called, the name has none, or nobody listens. */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
}

export type OutboundRequest = {
  url: string;
  method: "GET" | "POST" | "PUT";
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** An address has no name that a certificate could be of: any will do. */
  takesAnyCertificate?: boolean;
  signal: AbortSignal;
};

/** `body`: at most 64 KiB of it. Redirects are answers like any other and never followed. */
export type OutboundAnswer = { status: number; body: string; location: string | null };

const MAX_BODY_BYTES = 64 * 1024;

/**
 * Calls an address that people wrote down. The name is resolved once, every address of it is judged, and the connection goes
 * to the one that was judged. Throws NotSentError when nothing was sent; anything else means that nobody knows.
 */
export async function callUrl(rules: OutboundRules, request: OutboundRequest): Promise<OutboundAnswer> {
  const url = new URL(request.url);
  const address = await allowedAddress(rules, url.hostname.replace(/^\[|\]$/g, ""));
  return new Promise((done, failed) => {
    let isSent = false;
    const { request: open } = url.protocol === "https:" ? https : http;
    const call = open(url, {
      method: request.method,
      headers: {
        "user-agent": "drs-orchestrator",
        ...request.headers,
        ...(request.body !== undefined && { "content-length": String(Buffer.byteLength(request.body)) }),
      },
      signal: request.signal,
      lookup: always(address),
      agent: false,
      rejectUnauthorized: request.takesAnyCertificate !== true,
    });
    call.on("socket", (socket) => {
      const event = url.protocol === "https:" ? "secureConnect" : "connect";
      socket.once(event, () => (isSent = true));
    });
    call.on("error", (error) => failed(isSent ? error : new NotSentError(wordsOf(error), { cause: error })));
    call.on("response", (response) => {
      readBody(response).then(
        (body) => done({ status: response.statusCode ?? 0, body, location: response.headers.location ?? null }),
        failed,
      );
    });
    call.end(request.body);
  });
}

/** Opens a connection and closes it. Throws NotSentError when there is none. */
export async function connectTo(
  rules: OutboundRules,
  { host, port, signal }: { host: string; port: number; signal: AbortSignal },
): Promise<void> {
  const address = await allowedAddress(rules, host);
  await new Promise<void>((done, failed) => {
    const socket = net.connect({ host: address.address, port, signal });
    socket.once("connect", () => {
      socket.destroy();
      done();
    });
    socket.once("error", (error) => failed(new NotSentError(wordsOf(error), { cause: error })));
  });
}

type Address = { address: string; family: number };

async function allowedAddress(rules: OutboundRules, host: string): Promise<Address> {
  const addresses = await resolve(host, { all: true, order: "verbatim" }).catch((error: unknown) => {
    throw new NotSentError(`${host} has no address: ${wordsOf(error)}`, { cause: error });
  });
  const [first] = addresses;
  if (first === undefined) throw new NotSentError(`${host} has no address.`);
  for (const { address } of addresses) {
    const judged = isOwnMachine(rules, address) ? { ok: true as const } : mayCall(address, rules.allowedCidrs);
    if (!judged.ok) throw new NotSentError(`${host} may not be called. ${judged.reason}`);
  }
  return first;
}

function isOwnMachine({ allowsLoopback }: OutboundRules, address: string): boolean {
  const parsed = parseIp(address);
  return allowsLoopback && parsed !== null && kindOfAddress(parsed) === "loopback";
}

/** The connection goes where was looked, whatever the name says a moment later. */
function always({ address, family }: Address): LookupFunction {
  return (_host, options, answer) => {
    if (options.all === true) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, MAX_BODY_BYTES - length));
    length += chunk.length;
    if (length >= MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString();
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
