import { z } from "zod";
import type { Replication } from "../drs/records.ts";
import { ENTERPRISE_ACCOUNTS, ENTERPRISE_ESTATES } from "./enterprise.ts";
import { SMALL_ACCOUNTS, SMALL_ESTATES, type Estate, type SeededAccount } from "./estates.ts";
import { LARGE_ACCOUNTS, LARGE_ESTATES } from "./large.ts";
import { HEALTHY, mixedReplication, seededTroubles } from "./troubles.ts";

/** The worlds that can be seeded, by size. */
export const TopologyName = z.enum(["small", "enterprise", "large", "empty"]);
export type TopologyName = z.infer<typeof TopologyName>;

/** Accounts, what they replicate, and how that is doing. */
export type Topology = {
  accounts: SeededAccount[];
  estates: Estate[];
  replications: (seed: number) => (hostname: string) => Replication;
};

export const TOPOLOGIES: Record<TopologyName, Topology> = {
  small: { accounts: SMALL_ACCOUNTS, estates: SMALL_ESTATES, replications: namedTroubles },
  enterprise: { accounts: ENTERPRISE_ACCOUNTS, estates: ENTERPRISE_ESTATES, replications: mixedTroubles },
  large: { accounts: LARGE_ACCOUNTS, estates: LARGE_ESTATES, replications: mixedTroubles },
  empty: {
    accounts: SMALL_ACCOUNTS,
    estates: SMALL_ESTATES.map((estate) => ({ ...estate, tiers: [] })),
    replications: namedTroubles,
  },
};

function namedTroubles(): (hostname: string) => Replication {
  const troubles = seededTroubles();
  return (hostname) => troubles.get(hostname) ?? HEALTHY;
}

function mixedTroubles(seed: number): (hostname: string) => Replication {
  return (hostname) => mixedReplication(seed, hostname);
}
