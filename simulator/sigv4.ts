import { wallNow } from "./clock.ts";

/** The account of callers that did not assume a role. */
export const CALLER_ACCOUNT_ID = "111122223333";

/** What a signature says about its request. Signatures themselves are not verified. */
export type CredentialScope = { accessKeyId: string; region: string; service: string };

const AUTHORIZATION = /^AWS4-HMAC-SHA256\s+Credential=([^/\s,]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;

/** Account, Region and service a request was signed for; undefined without a SigV4 signature. */
export function parseScope(authorization: string | undefined): CredentialScope | undefined {
  const match = AUTHORIZATION.exec(authorization ?? "");
  const [, accessKeyId, region, service] = match ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}

/** Temporary access key ids carry their account and expiry, so sessions survive a restart without being stored. */
type SessionKey = { accountId: string; expiresAt: number };

const SESSION_KEY = /^ASIA([0-9A-Z]{8})([0-9A-Z]{6})[0-9A-Z]{2}$/;
let issued = 0;

/** A 20-character `ASIA…` key id. `expiresAt` is in wall-clock milliseconds. */
export function issueAccessKeyId({ accountId, expiresAt }: SessionKey): string {
  issued = (issued + 1) % 36 ** 2;
  const account = Number(accountId).toString(36).padStart(8, "0");
  const expiry = Math.floor(expiresAt / 1000)
    .toString(36)
    .padStart(6, "0");
  return `ASIA${account}${expiry}${issued.toString(36).padStart(2, "0")}`.toUpperCase();
}

/** What a temporary key id carries; undefined for any other key id. */
export function readAccessKeyId(accessKeyId: string): SessionKey | undefined {
  const [, account, expiry] = SESSION_KEY.exec(accessKeyId) ?? [];
  if (!account || !expiry) return undefined;
  return {
    accountId: Number.parseInt(account, 36).toString().padStart(12, "0"),
    expiresAt: Number.parseInt(expiry, 36) * 1000,
  };
}

/** Whether the session behind a key id has ended. */
export function isExpired(accessKeyId: string): boolean {
  const session = readAccessKeyId(accessKeyId);
  return session !== undefined && session.expiresAt <= wallNow();
}
