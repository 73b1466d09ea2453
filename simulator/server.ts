import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { control } from "./control/control.ts";
import { isForeignPage, isReaderAtTheDoor } from "./control/browsers.ts";
import type { AwsRequest, Reply } from "./protocol.ts";
import { route } from "./router.ts";
import type { Simulation } from "./simulation.ts";

const LONGEST_BODY_BYTES = 8 * 1024 * 1024;
/** A saved state is sent as a whole. */
const LONGEST_STATE_BYTES = 256 * 1024 * 1024;

/** The HTTP server of the simulator: AWS requests on every path, the control API under `/_control/`. */
export function createSimulatorServer(sim: Simulation): Server {
  const server = createServer({ keepAliveTimeout: 120_000 }, (message, response) => {
    answer(sim, message, response).catch((error: unknown) => {
      console.error("simulator: request failed", error);
      response.destroy();
    });
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    else socket.destroy();
  });
  return server;
}

async function answer(sim: Simulation, message: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on("error", () => response.destroy());
  const isRestore = message.url?.startsWith("/_control/restore") === true;
  const body = await readBody(message, isRestore ? LONGEST_STATE_BYTES : LONGEST_BODY_BYTES);
  if (body === undefined) {
    send(response, refusal(413, "The body is too long"));
    return;
  }
  const request = toRequest(message, body);
  if (isReaderAtTheDoor(request)) {
    send(response, { status: 302, headers: { location: "/_control/" }, body: "" });
    return;
  }
  if (request.path.startsWith("/_control/")) {
    const isForeign = isForeignPage(request, message.socket.localAddress ?? "");
    send(
      response,
      isForeign ? refusal(403, "Pages of other origins may not change this") : await control(sim, request),
    );
    return;
  }
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const outcome = await route(sim, request, gone.signal);
  if ("cut" in outcome) {
    message.socket.resetAndDestroy();
    return;
  }
  const { onSettled } = outcome;
  if (onSettled) settle(response, onSettled);
  send(response, outcome.reply);
}

function refusal(status: number, error: string): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) };
}

/** Tells an operation once whether its answer left for the client. */
function settle(response: ServerResponse, onSettled: (delivered: boolean) => void): void {
  if (response.destroyed || response.closed) {
    onSettled(false);
    return;
  }
  response.once("finish", () => onSettled(true));
  response.once("close", () => {
    if (!response.writableFinished) onSettled(false);
  });
}

function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, { ...reply.headers, "content-length": Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

/** Undefined when it is longer; the rest is read all the same, or the client would not see the answer. */
async function readBody(message: IncomingMessage, longestBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= longestBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > longestBytes ? undefined : Buffer.concat(chunks);
}

function toRequest(message: IncomingMessage, bytes: Buffer): AwsRequest {
  const [path = "/", ...rest] = (message.url ?? "/").split("?");
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
  const query = new URLSearchParams(rest.join("?"));
  return { method: message.method ?? "GET", path, query, headers, body: bytes.toString("utf8"), bytes };
}
