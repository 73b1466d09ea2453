import { createHmac } from "node:crypto";

/** The version of how a webhook is signed; a receiver refuses any other. */
const VERSION = "v1";

/**
 * `t=<seconds since 1970>,v1=<hex>`: HMAC-SHA256 over version, time and the body byte for byte. Throws a RangeError for
 * a time before 1970, because it could be read as part of the body.
 */
export function webhookSignature(body: string, { secret, at }: { secret: string; at: Date }): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},${VERSION}=${createHmac("sha256", secret).update(signedText(seconds, body)).digest("hex")}`;
}

/** No two pairs of time and body make the same text. */
export function signedText(unixSeconds: number, body: string): string {
  if (!Number.isSafeInteger(unixSeconds) || unixSeconds < 0) {
    throw new RangeError(`${unixSeconds} is no time in whole seconds.`);
  }
  return `${VERSION}:${unixSeconds}:${body}`;
}
