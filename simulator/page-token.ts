import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const LIFETIME_MS = 24 * 3_600_000;

/** Where a list goes on: behind the item with this key, which stood just before `index`. */
export type Cursor = { key: string; index: number };

/** What a token is good for: the simulation that issued it, and the list with its filters. */
export type TokenUse = { seed: number; list: string };

/** A text in which nothing can be read, good for 24 hours from `now` (wall-clock milliseconds). */
export function sealCursor({ key, index }: Cursor, use: TokenUse, now: number): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(use), iv).setAAD(Buffer.from(use.list));
  const sealed = Buffer.concat([cipher.update(JSON.stringify([key, index, now + LIFETIME_MS])), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

/** What was sealed; undefined for anything that was issued for another use, has expired or was not issued at all. */
export function openCursor(token: string, use: TokenUse, now: number): Cursor | undefined {
  try {
    const bytes = Buffer.from(token, "base64");
    const decipher = createDecipheriv(CIPHER, keyOf(use), bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(use.list))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
    const [key, index, expiresAt] = JSON.parse(text) as [string, number, number];
    return now < expiresAt ? { key, index } : undefined;
  } catch {
    return undefined;
  }
}

function keyOf({ seed }: TokenUse): Buffer {
  return createHash("sha256").update(`page-token/${seed}`).digest();
}
