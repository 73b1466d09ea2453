import { z } from "zod";

import type { Api } from "./api.ts";

const State = z.object({
  accounts: z.array(
    z.object({
      accountId: z.string(),
      name: z.string(),
      roleArn: z.string().nullable(),
      externalId: z.string().nullable(),
      regions: z.array(z.string()),
    }),
  ),
});

/** Registers the accounts of the simulated AWS that trust the product with a role. */
export async function createAccounts(api: Api, simulatorUrl: string): Promise<void> {
  const { accounts } = State.parse(await (await fetch(`${simulatorUrl}/_control/state`)).json());
  for (const { accountId, name, roleArn, externalId, regions } of accounts) {
    if (roleArn !== null && externalId !== null) {
      await api.create("/accounts", { accountId, name, roleArn, externalId, regions: [...new Set(regions)] });
    }
  }
}
