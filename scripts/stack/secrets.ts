import { randomBytes, randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { z } from "zod";

import { newKeys } from "../identity-provider/keys.ts";
import { DEMO_PEOPLE } from "../identity-provider/people.ts";
import { Settings } from "../identity-provider/settings.ts";

/** Everything secret of one stack; kept, so that sessions, sign-ins and data outlive a restart. */
export const Secrets = z.object({
  postgresPassword: z.string(),
  sessionSecret: z.string(),
  clientSecret: z.string(),
  /** What secrets in the database are encrypted under. Stacks of older versions get theirs now. */
  secretsKey: z.string().default(newSecretsKey),
  people: Settings.shape.people,
  keys: Settings.shape.keys,
});
export type Secrets = z.infer<typeof Secrets>;

export const CLIENT_ID = "drs-orchestrator";

/** The secrets in `file`, made up the first time. */
export function readOrCreateSecrets(file: string): Secrets {
  if (existsSync(file)) {
    const kept = Secrets.safeParse(readJson(file));
    if (kept.success) return write(file, kept.data);
  }
  return write(file, newSecrets());
}

function write(file: string, secrets: Secrets): Secrets {
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

export function newSecrets(): Secrets {
  return Secrets.parse({
    postgresPassword: randomBytes(16).toString("hex"),
    sessionSecret: randomBytes(32).toString("base64url"),
    clientSecret: randomBytes(32).toString("base64url"),
    secretsKey: newSecretsKey(),
    people: DEMO_PEOPLE.map((person) => ({ ...person, password: newPassword() })),
    keys: newKeys(),
  });
}

function newSecretsKey(): string {
  return randomBytes(32).toString("base64url");
}

const WORDS = `amber anchor apple arrow autumn basil beacon birch breeze bridge cabin candle canyon cedar cliff clover
  comet copper coral cotton dawn delta ember fern field flint forest garden ginger harbor hazel indigo island ivory
  jasmine juniper lagoon lantern lemon maple meadow mint moss north ocean olive orchid pebble pepper pine plum prairie
  quartz raven river saffron sage silver summit timber valley violet willow winter`.split(/\s+/);

/** Three words and a number: quick to type, and different in every demo. */
function newPassword(): string {
  const words = Array.from({ length: 3 }, () => WORDS[randomInt(WORDS.length)] ?? "pine");
  return [...words, randomInt(10, 100)].join("-");
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
