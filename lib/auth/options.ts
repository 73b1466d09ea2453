import type { NextAuthOptions, Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";

import { mergeClaims } from "./claims.ts";
import { discoveryUrl } from "./discovery.ts";
import { type Identity, toIdentity } from "./identity.ts";
import { isFresh, SESSION_SECONDS, SessionClaims } from "./session.ts";

export type AuthSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  secret: string;
  now: () => Date;
  /** Keeps who signed in; answers the person's own id. */
  recordSignIn: (identity: Identity) => Promise<{ id: string }>;
  report: (code: string, error: unknown) => void;
};

export function authOptions(settings: AuthSettings): NextAuthOptions {
  return {
    secret: settings.secret,
    providers: [oidcProvider(settings)],
    // Without jwt.maxAge the first token would be good for 30 days.
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    callbacks: {
      signIn: ({ profile }) => (identityOf(profile)?.roles.length ?? 0) > 0,
      jwt: async ({ token, account, profile }) => {
        // Later readings of the session come without an account: null by type, undefined in fact.
        if (!account) return requireFresh(token, settings.now());
        const identity = identityOf(profile);
        if (identity === null) throw new Error("The identity provider sent no subject.");
        const { id } = await settings.recordSignIn(identity);
        const authAt = Math.floor(settings.now().getTime() / 1000);
        return { userId: id, authAt, ...(account.id_token !== undefined && { idToken: account.id_token }) };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    logger: {
      error: (code, metadata) => settings.report(code, metadata),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** Every reading of the session re-issues the cookie; the limit counts from the sign-in all the same. */
function requireFresh<T extends Record<string, unknown>>(token: T, now: Date): T {
  const claims = SessionClaims.safeParse(token);
  if (!claims.success || !isFresh(claims.data, now)) throw new Error("The session has ended.");
  return token;
}

function identityOf(profile: Profile | undefined): Identity | null {
  return profile === undefined ? null : toIdentity({ ...profile });
}

function oidcProvider({ issuer, clientId, clientSecret }: AuthSettings): OAuthConfig<Profile> {
  return {
    id: "oidc",
    name: "Single sign-on",
    type: "oauth",
    wellKnown: discoveryUrl(issuer),
    clientId,
    clientSecret,
    // With `false` next-auth refuses every answer that holds an ID token.
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid profile email groups" } },
    userinfo: {
      // Some providers put groups into the ID token, some into userinfo only.
      request: async ({ client, tokens }) =>
        mergeClaims(tokens.id_token, await client.userinfo(tokens.access_token ?? "")),
    },
    profile: (profile) => ({ id: profile.sub ?? "", name: profile.name ?? null, email: profile.email ?? null }),
  };
}
