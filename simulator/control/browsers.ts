import type { AwsRequest } from "../protocol.ts";

const READING = new Set(["GET", "HEAD", "OPTIONS"]);
const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127\.[\d.]+)$/;
const LOOPBACK_NAME = /^(localhost|[\w.-]+\.localhost|127\.[\d.]+|\[::1\])$/;

/** Whether a web page that is not the simulator's own wants to change something. `localAddress` is where it was reached. */
export function isForeignPage({ method, headers }: AwsRequest, localAddress: string): boolean {
  const { origin, host = "" } = headers;
  if (origin === undefined || READING.has(method)) return false;
  if (!URL.canParse(origin) || new URL(origin).host !== host) return true;
  // A name that was rebound to this machine makes a foreign page look like our own.
  return LOOPBACK_ADDRESS.test(localAddress) && !LOOPBACK_NAME.test(new URL(origin).hostname);
}

/** Whether somebody opened the simulator's address in a browser. */
export function isReaderAtTheDoor({ method, path, query, headers }: AwsRequest): boolean {
  const isSigned = headers["authorization"] !== undefined || query.has("X-Amz-Signature");
  const wantsPage = headers["accept"]?.includes("text/html") === true;
  return method === "GET" && (path === "/" || path === "/_control") && wantsPage && !isSigned;
}
