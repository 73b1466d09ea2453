import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";

import { errorPage, signedOutPage, signOutPage } from "./pages.ts";
import { subjectOf } from "./people.ts";
import type { Settings } from "./settings.ts";

const SCOPE = "openid profile email groups";
const HOUR = 3600;

/** An OpenID provider on 127.0.0.1 with one client. It keeps nothing: who signed in before a restart signs in again. */
export function createProvider(settings: Settings): Provider {
  const provider = new Provider(`http://127.0.0.1:${settings.port}`, configuration(settings));
  provider.on("server_error", (_ctx, error) => console.error("identity provider:", error));
  return provider;
}

function configuration(settings: Settings): Configuration {
  return {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: [`${settings.webUrl}/api/auth/callback/oidc`],
        post_logout_redirect_uris: [`${settings.webUrl}/sign-in`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        require_auth_time: true,
      },
    ],
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
    scopes: SCOPE.split(" "),
    pkce: { required: () => true },
    jwks: settings.keys.jwks,
    // Cookies know no ports: names of its own keep the console's apart.
    cookies: {
      keys: settings.keys.cookieKeys,
      names: { session: "demo_idp_session", interaction: "demo_idp_interaction", resume: "demo_idp_resume" },
    },
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: 12 * HOUR,
      Grant: 12 * HOUR,
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => page(ctx, signOutPage(form)),
        postLogoutSuccessSource: (ctx) => page(ctx, signedOutPage()),
      },
    },
    renderError: (ctx, out) => page(ctx, errorPage(out.error_description ?? out.error)),
    findAccount: (_ctx, subject) => account(settings, subject),
    loadExistingGrant: grantAll,
  };
}

function page(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = "html";
  ctx.body = html;
}

function account({ people }: Settings, subject: string) {
  const person = people.find((each) => subjectOf(each) === subject);
  if (person === undefined) return undefined;
  const { email, name, roles } = person;
  return { accountId: subject, claims: () => ({ sub: subject, email, email_verified: true, name, groups: roles }) };
}

/** Whoever signs in agrees to what the one client asks for: a consent page would ask nothing. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  const grantId = client === undefined ? undefined : session?.grantIdFor(client.clientId);
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (existing !== undefined) return existing;
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
  grant.addOIDCScope(SCOPE);
  await grant.save();
  return grant;
}
