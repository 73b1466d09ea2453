import { emptyFaults } from "../faults/active-rules.ts";
import { emptyOutcomes } from "../outcomes.ts";
import { CALLER_ACCOUNT_ID } from "../sigv4.ts";
import { regionState, route53State, type World } from "../world.ts";
import { buildServer } from "./build-server.ts";
import { EXTERNAL_ID, ROLE_NAME, type Estate } from "./estates.ts";
import { TOPOLOGIES, type Topology, type TopologyName } from "./topologies.ts";

/** Which world is seeded; the same always has the same ids. */
export type Seeding = { topology: TopologyName; seed: number };

/** Fills a world with the accounts and servers of a topology; nothing else is left in it. */
export function seedWorld(world: World, { topology, seed }: Seeding): void {
  const { accounts, estates, replications } = TOPOLOGIES[topology];
  world.accounts.clear();
  world.regions.clear();
  world.iam.clear();
  world.route53.clear();
  world.outcomes = emptyOutcomes();
  world.scenarios.clear();
  Object.assign(world.faults, emptyFaults());
  for (const { accountId, name } of accounts) {
    const isHub = accountId === CALLER_ACCOUNT_ID;
    const regions = estates.filter((estate) => estate.accountId === accountId).map((estate) => estate.region);
    world.accounts.set(accountId, {
      ...{ accountId, name },
      roleArn: isHub ? null : `arn:aws:iam::${accountId}:role/${ROLE_NAME}`,
      externalId: isHub ? null : EXTERNAL_ID,
      regions: [...new Set(regions)],
    });
  }
  for (const { accountId } of accounts) route53State(world, accountId);
  for (const estate of estates) seedEstate(world, estate, { seed, replicationOf: replications(seed) });
}

type Fate = { seed: number; replicationOf: ReturnType<Topology["replications"]> };

function seedEstate(world: World, estate: Estate, { seed, replicationOf }: Fate): void {
  const { sourceServers } = regionState(world, estate.accountId, estate.region).drs;
  estate.tiers.forEach((tier, subnet) => {
    for (let number = 1; number <= tier.count; number += 1) {
      const hostname = `${tier.prefix}${String(number).padStart(2, "0")}`;
      const address = `${estate.network}.${subnet + 1}.${10 + number}`;
      const server = buildServer(seed, { estate, tier, number, address }, replicationOf(hostname));
      sourceServers.set(server.sourceServerId, server);
    }
  });
}
