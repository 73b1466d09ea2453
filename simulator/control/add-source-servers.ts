import { z } from "zod";
import { registerSourceServer } from "../drs/register-source-server.ts";
import { buildServer } from "../seed/build-server.ts";
import type { Estate } from "../seed/estates.ts";
import { replicationIn } from "../seed/troubles.ts";
import type { Simulation } from "../simulation.ts";
import { regionState } from "../world.ts";

const Addition = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  count: z.int().min(1).max(4000),
  /** Host names are this prefix with a number; a host name that exists is replaced. */
  prefix: z.string().min(1).max(60),
  os: z.string().min(1).default("Ubuntu 24.04.3 LTS"),
  tags: z.record(z.string(), z.string()).default({}),
});

/** Adds small, current source servers to an account and Region. Answers their ids in order. */
export function addSourceServers(sim: Simulation, body: unknown): { ids: string[] } {
  const { accountId, region, count, prefix, os, tags } = Addition.parse(body);
  const here = regionState(sim.world, accountId, region);
  const estate: Estate = {
    ...{ app: prefix, env: "test", owner: "test@example.com", domain: "test.example.internal", network: "10.99" },
    ...{ accountId, region, originRegion: null, tiers: [] },
  };
  const tier = { tier: "test", prefix, count, os, cores: 2, ramGiB: 8, disksGiB: [40], instanceType: "m6i.large" };
  const ids = Array.from({ length: count }, (_, index) => {
    const address = `10.99.${index >> 8}.${index & 255}`;
    const server = buildServer(sim.seed, { estate, tier, number: index + 1, address }, replicationIn("CONTINUOUS"));
    server.tags = { ...server.tags, ...tags };
    registerSourceServer(here, server);
    return server.sourceServerId;
  });
  sim.changed();
  return { ids };
}
