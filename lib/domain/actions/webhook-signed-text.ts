/** The version of how a webhook is signed; a receiver refuses any other. */
export const WEBHOOK_SIGNATURE_VERSION = "v1";

/**
 * The text over which a webhook's HMAC is made: version, time in whole seconds since 1970, and the body byte for byte.
 * Throws a RangeError for a time that is no such number, because it could be read as part of the body.
 */
export function webhookSignedText(unixSeconds: number, body: string): string {
  if (!Number.isSafeInteger(unixSeconds) || unixSeconds < 0) {
    throw new RangeError(`${unixSeconds} is no time in whole seconds.`);
  }
  return `${WEBHOOK_SIGNATURE_VERSION}:${unixSeconds}:${body}`;
}
