import { regionState, type World } from "../world.ts";
import { buildServer } from "./build-server.ts";
import { ESTATES, EXTERNAL_ID, ROLE_NAME, SEEDED_ACCOUNTS, type Estate } from "./estates.ts";
import { HEALTHY, seededTroubles } from "./troubles.ts";

const HUB_ACCOUNT_ID = "111122223333";

/** Fills a world with the accounts and servers of a seed; the same seed gives the same ids. */
export function seedWorld(world: World, seed: number): void {
  world.accounts.clear();
  world.regions.clear();
  for (const { accountId, name } of SEEDED_ACCOUNTS) {
    const isHub = accountId === HUB_ACCOUNT_ID;
    world.accounts.set(accountId, {
      accountId,
      name,
      roleArn: isHub ? null : `arn:aws:iam::${accountId}:role/${ROLE_NAME}`,
      externalId: isHub ? null : EXTERNAL_ID,
      regions: ESTATES.filter((estate) => estate.accountId === accountId).map((estate) => estate.region),
    });
  }
  for (const estate of ESTATES) seedEstate(world, seed, estate);
}

function seedEstate(world: World, seed: number, estate: Estate): void {
  const { sourceServers } = regionState(world, estate.accountId, estate.region).drs;
  const troubles = seededTroubles();
  estate.tiers.forEach((tier, subnet) => {
    for (let number = 1; number <= tier.count; number += 1) {
      const hostname = `${tier.prefix}${String(number).padStart(2, "0")}`;
      const address = `${estate.network}.${subnet + 1}.${10 + number}`;
      const server = buildServer(seed, { estate, tier, number, address }, troubles.get(hostname) ?? HEALTHY);
      sourceServers.set(server.sourceServerId, server);
    }
  });
}
