import { adminOf } from "../identity-provider/people.ts";
import type { Parts } from "../stack/parts.ts";
import type { Secrets } from "../stack/secrets.ts";
import { createAccounts } from "./accounts.ts";
import { apiClient, isValidToken } from "./api.ts";
import { readSeeded, writeSeeded } from "./credentials.ts";
import { createExamples } from "./examples.ts";
import { mintToken } from "./token.ts";

export type Seed = { parts: Parts; folder: string; secrets: Secrets; say: (line: string) => void; signal: AbortSignal };

/** Puts in what a first look needs, once: the accounts, a token, and example groups with a plan. Answers the token. */
export async function seed({ parts, folder, secrets, say, signal }: Seed): Promise<string> {
  const before = readSeeded(folder);
  const apiToken = await tokenOf({ parts, secrets, kept: before?.apiToken });
  writeSeeded(folder, { apiToken, hasExamples: before?.hasExamples ?? false });
  if (before?.hasExamples === true) return apiToken;
  const api = apiClient({ url: parts.webUrl, token: apiToken, signal });
  say("Filling in accounts, protection groups and a recovery plan.");
  await createAccounts(api, parts.simulatorUrl);
  await api.create("/drs/source-servers/sync", {});
  await createExamples(api, signal);
  writeSeeded(folder, { apiToken, hasExamples: true });
  return apiToken;
}

type TokenRequest = { parts: Parts; secrets: Secrets; kept: string | undefined };

async function tokenOf({ parts, secrets, kept }: TokenRequest): Promise<string> {
  if (kept !== undefined && (await isValidToken({ url: parts.webUrl, token: kept }))) return kept;
  return mintToken(parts.databaseUrl, adminOf(secrets.people));
}
