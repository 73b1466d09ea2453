import { z } from "zod";

const Claims = z.looseObject({ sub: z.string() });

/** The claims of an ID token that the client has verified. */
function claimsOf(idToken: string | undefined): z.infer<typeof Claims> {
  const payload = (idToken ?? "").split(".")[1] ?? "";
  return Claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
}

/** What ID token and userinfo say together. Throws when they speak of two people (OpenID Connect Core 5.3.2). */
export function mergeClaims<T extends { sub: string }>(idToken: string | undefined, userinfo: T) {
  const claims = claimsOf(idToken);
  if (claims.sub !== userinfo.sub) throw new Error("ID token and userinfo name different subjects.");
  return { ...claims, ...userinfo };
}
