import type { NextAuthOptions } from "next-auth";

import { authOptions as optionsFor } from "#lib/auth/options.ts";
import { systemContext, webEnv, webLog } from "#lib/runtime.ts";
import { recordSignIn } from "#lib/services/users/record-sign-in.ts";

/** next-auth, told about this deployment. Tampered and old cookies are everyday, not errors. */
export function authOptions(): NextAuthOptions {
  const env = webEnv();
  return optionsFor({
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    secret: env.NEXTAUTH_SECRET,
    now: () => new Date(),
    recordSignIn: async (identity) => recordSignIn(await systemContext(), identity),
    report: (code, error) => {
      if (code !== "JWT_SESSION_ERROR") webLog().warn({ code, err: error }, "sign-in failed");
    },
  });
}
