import { createHash, randomBytes } from "node:crypto";

const PREFIX = "drso_";
const RANDOM_BYTES = 32;

/** A new token: 256 random bits behind a prefix that secret scanners can find. */
export function newToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString("base64url");
}

/** SHA-256, hex: enough for a secret that cannot be guessed, and quick enough for every request. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
