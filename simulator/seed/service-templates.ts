import type { Estate, Tier } from "./estates.ts";
import {
  AMAZON,
  ORACLE8,
  RHEL8,
  RHEL9,
  SLES15,
  UBUNTU,
  WINDOWS2016,
  WINDOWS2019,
  WINDOWS2022,
} from "./operating-systems.ts";

type Machine = Omit<Tier, "tier" | "prefix" | "count">;

function machine(
  os: string,
  [cores, ramGiB]: [number, number],
  rest: Pick<Tier, "disksGiB" | "instanceType">,
): Machine {
  return { os, cores, ramGiB, ...rest };
}

const MACHINES = {
  oracle: machine(ORACLE8, [16, 128], { disksGiB: [100, 1000, 2000], instanceType: "r6i.4xlarge" }),
  postgres: machine(UBUNTU, [8, 64], { disksGiB: [60, 800], instanceType: "r6i.2xlarge" }),
  mssql: machine(WINDOWS2022, [16, 128], { disksGiB: [127, 1000], instanceType: "r6i.4xlarge" }),
  hana: machine(SLES15, [64, 512], { disksGiB: [120, 2000, 2000], instanceType: "r6i.16xlarge" }),
  sap: machine(SLES15, [16, 128], { disksGiB: [100, 500], instanceType: "r6i.4xlarge" }),
  queue: machine(RHEL9, [4, 16], { disksGiB: [60, 200], instanceType: "m6i.xlarge" }),
  cache: machine(AMAZON, [4, 32], { disksGiB: [40], instanceType: "r6i.xlarge" }),
  java: machine(RHEL9, [8, 32], { disksGiB: [80, 120], instanceType: "m6i.2xlarge" }),
  legacy: machine(RHEL8, [8, 32], { disksGiB: [80, 200], instanceType: "m6i.2xlarge" }),
  dotnet: machine(WINDOWS2019, [4, 16], { disksGiB: [127, 100], instanceType: "m6i.xlarge" }),
  iis: machine(WINDOWS2022, [4, 16], { disksGiB: [127], instanceType: "m6i.xlarge" }),
  nginx: machine(UBUNTU, [2, 8], { disksGiB: [40], instanceType: "m6i.large" }),
  worker: machine(AMAZON, [16, 64], { disksGiB: [60, 500], instanceType: "m6i.4xlarge" }),
  files: machine(WINDOWS2019, [4, 32], { disksGiB: [127, 2000], instanceType: "r6i.xlarge" }),
  directory: machine(WINDOWS2022, [2, 8], { disksGiB: [127], instanceType: "m6i.large" }),
  batch: machine(WINDOWS2016, [8, 32], { disksGiB: [127, 300], instanceType: "m6i.2xlarge" }),
} as const;

type TierPlan = [tier: string, machine: keyof typeof MACHINES, count: number];

/** What services are made of, tier by tier. */
const TEMPLATES = {
  oracle: [
    ["db", "oracle", 3],
    ["mq", "queue", 3],
    ["app", "java", 8],
    ["web", "nginx", 4],
  ],
  java: [
    ["db", "postgres", 3],
    ["cache", "cache", 2],
    ["app", "java", 6],
    ["web", "nginx", 4],
  ],
  microsoft: [
    ["db", "mssql", 2],
    ["app", "dotnet", 6],
    ["batch", "batch", 2],
    ["web", "iis", 4],
  ],
  sap: [
    ["db", "hana", 2],
    ["app", "sap", 8],
    ["web", "nginx", 2],
  ],
  data: [
    ["db", "postgres", 4],
    ["mq", "queue", 3],
    ["worker", "worker", 10],
  ],
  legacy: [
    ["db", "oracle", 2],
    ["app", "legacy", 7],
  ],
  workplace: [
    ["directory", "directory", 3],
    ["shared", "files", 5],
    ["app", "dotnet", 4],
  ],
} as const satisfies Record<string, readonly Readonly<TierPlan>[]>;

export type Service = { app: string; code: string; template: keyof typeof TEMPLATES };

/** Where a service runs, and where it is recovered. Without an origin Region it stands on premises. */
export type Site = { accountId: string; region: string; originRegion: string | null; domain: string; network: string };

/** The estate of a service: its servers are called by its code and their tier. */
export function estateOf({ app, code, template }: Service, site: Site, tags: Record<string, string>): Estate {
  return {
    ...{ app, env: "prod", owner: `${app}@example.com`, ...site, tags },
    tiers: TEMPLATES[template].map(([tier, kind, count]) => ({
      ...{ tier, prefix: `${code}-${tier}-`, count },
      ...MACHINES[kind],
    })),
  };
}

export function sizeOf(estate: Estate): number {
  return estate.tiers.reduce((sum, tier) => sum + tier.count, 0);
}
