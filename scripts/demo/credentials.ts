import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

const User = z.object({ email: z.string(), password: z.string(), roles: z.array(z.string()) });

/** How to get in, for people and scripts. */
export const Credentials = z.object({
  url: z.string(),
  simulatorUrl: z.string(),
  apiToken: z.string(),
  users: z.array(User),
});
export type Credentials = z.infer<typeof Credentials>;

/** Writes `credentials.json`, readable by its owner only. Answers what it wrote. */
export function writeCredentials(folder: string, credentials: Credentials): Credentials {
  const exact = Credentials.parse(credentials);
  const file = join(folder, "credentials.json");
  writeFileSync(file, `${JSON.stringify(exact, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return exact;
}

const Seeded = z.object({ apiToken: z.string(), hasExamples: z.boolean() });
export type Seeded = z.infer<typeof Seeded>;

/** What an earlier run put into the data: examples that people deleted do not come back. */
export function readSeeded(folder: string): Seeded | null {
  const file = join(folder, "seeded.json");
  return existsSync(file) ? (Seeded.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null) : null;
}

export function writeSeeded(folder: string, seeded: Seeded): void {
  writeFileSync(join(folder, "seeded.json"), JSON.stringify(seeded), { mode: 0o600 });
}
