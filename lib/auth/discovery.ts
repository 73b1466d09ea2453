import { z } from "zod";

/** The endpoints of an OpenID provider that we send browsers to (OpenID Connect Discovery 1.0). */
const Discovery = z.object({ authorization_endpoint: z.url(), end_session_endpoint: z.url().optional() });
export type Discovery = z.infer<typeof Discovery>;

const TIMEOUT_MS = 3000;
const KEPT_MS = 10 * 60_000;
const RETRY_MS = 30_000;

type Kept = { issuer: string; until: number; discovery: Promise<Discovery | null> };
let kept: Kept | null = null;

/** Null while the provider cannot be asked; asked again after 30 s, and every 10 min otherwise. */
export async function discover(issuer: string, now: number): Promise<Discovery | null> {
  if (kept?.issuer === issuer && now < kept.until) return kept.discovery;
  const asked: Kept = { issuer, until: now + KEPT_MS, discovery: ask(issuer) };
  kept = asked;
  const discovery = await asked.discovery;
  if (discovery === null) asked.until = now + RETRY_MS;
  return discovery;
}

async function ask(issuer: string): Promise<Discovery | null> {
  try {
    const answer = await fetch(discoveryUrl(issuer), { signal: AbortSignal.timeout(TIMEOUT_MS), cache: "no-store" });
    return Discovery.safeParse(await answer.json()).data ?? null;
  } catch {
    return null;
  }
}

export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}
