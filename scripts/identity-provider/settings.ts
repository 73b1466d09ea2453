import { readFileSync } from "node:fs";

import { z } from "zod";

const Jwk = z.looseObject({ kty: z.string(), kid: z.string() });

/** What the identity provider needs to know; one JSON file, because it holds keys and passwords. */
export const Settings = z.object({
  port: z.int(),
  /** The console whose people sign in here: nothing else may be redirected to. */
  webUrl: z.url(),
  clientId: z.string(),
  clientSecret: z.string(),
  people: z.array(z.object({ email: z.email(), name: z.string(), password: z.string(), roles: z.array(z.string()) })),
  keys: z.object({ jwks: z.object({ keys: z.array(Jwk) }), cookieKeys: z.array(z.string()).min(1) }),
});
export type Settings = z.infer<typeof Settings>;

export function readSettings(file: string): Settings {
  return Settings.parse(JSON.parse(readFileSync(file, "utf8")));
}
