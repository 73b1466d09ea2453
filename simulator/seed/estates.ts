import { AMAZON, ORACLE8, RHEL8, RHEL9, SLES15, UBUNTU, WINDOWS2019, WINDOWS2022 } from "./operating-systems.ts";

/** The role that the seeded accounts trust the caller account with. */
export const ROLE_NAME = "DrsOrchestratorRole";
/** The external id that each of those roles asks for. */
export const EXTERNAL_ID = "drs-orchestrator-demo";

/** One kind of machine: `disksGiB[0]` is the boot disk. */
export type Tier = {
  tier: string;
  /** Host names are this prefix with a two-digit number. */
  prefix: string;
  count: number;
  os: string;
  cores: number;
  ramGiB: number;
  disksGiB: number[];
  instanceType: string;
};

/** Servers of one business service that are recovered together. Without an origin Region they stand on premises. */
export type Estate = {
  app: string;
  env: string;
  owner: string;
  accountId: string;
  region: string;
  originRegion: string | null;
  domain: string;
  /** First two numbers of the private addresses. */
  network: string;
  /** Tags that its servers have besides the usual ones. */
  tags?: Record<string, string>;
  tiers: Tier[];
};

/** An account that is seeded. The caller's own has no role. */
export type SeededAccount = { accountId: string; name: string };

/** The accounts of the demo. */
export const SMALL_ACCOUNTS: SeededAccount[] = [
  { accountId: "111122223333", name: "dr-hub" },
  { accountId: "222233334444", name: "payments-prod" },
  { accountId: "333344445555", name: "enterprise-prod" },
];

/** The 78 servers of the demo. */
export const SMALL_ESTATES: Estate[] = [
  {
    ...{
      app: "payments",
      env: "prod",
      owner: "payments-platform@example.com",
      domain: "pay.example.internal",
      network: "10.20",
    },
    ...{ accountId: "222233334444", region: "us-west-2", originRegion: "us-east-1" },
    tiers: [
      machines("db", "pay-ora-", {
        count: 4,
        os: ORACLE8,
        cores: 16,
        ramGiB: 128,
        disksGiB: [100, 1000, 2000],
        instanceType: "r6i.4xlarge",
      }),
      machines("mq", "pay-mq-", {
        count: 3,
        os: RHEL9,
        cores: 4,
        ramGiB: 16,
        disksGiB: [60, 200],
        instanceType: "m6i.xlarge",
      }),
      machines("core", "pay-core-", {
        count: 6,
        os: RHEL9,
        cores: 8,
        ramGiB: 32,
        disksGiB: [80, 120],
        instanceType: "m6i.2xlarge",
      }),
      machines("app", "pay-app-", {
        count: 5,
        os: UBUNTU,
        cores: 4,
        ramGiB: 16,
        disksGiB: [60],
        instanceType: "m6i.xlarge",
      }),
      machines("edge", "pay-edge-", {
        count: 4,
        os: UBUNTU,
        cores: 2,
        ramGiB: 8,
        disksGiB: [40],
        instanceType: "m6i.large",
      }),
    ],
  },
  {
    ...{
      app: "payments-eu",
      env: "prod",
      owner: "payments-platform@example.com",
      domain: "eu.pay.example.internal",
      network: "10.24",
    },
    ...{ accountId: "222233334444", region: "eu-central-1", originRegion: "eu-west-1" },
    tiers: [
      machines("db", "peu-pg-", {
        count: 3,
        os: UBUNTU,
        cores: 8,
        ramGiB: 64,
        disksGiB: [60, 800],
        instanceType: "r6i.2xlarge",
      }),
      machines("app", "peu-app-", {
        count: 4,
        os: AMAZON,
        cores: 4,
        ramGiB: 16,
        disksGiB: [60],
        instanceType: "m6i.xlarge",
      }),
      machines("edge", "peu-edge-", {
        count: 3,
        os: AMAZON,
        cores: 2,
        ramGiB: 8,
        disksGiB: [40],
        instanceType: "m6i.large",
      }),
    ],
  },
  {
    ...{
      app: "erp",
      env: "prod",
      owner: "erp-operations@example.com",
      domain: "erp.example.internal",
      network: "10.40",
    },
    ...{ accountId: "333344445555", region: "us-east-1", originRegion: null },
    tiers: [
      machines("db", "erp-ora-", {
        count: 3,
        os: ORACLE8,
        cores: 32,
        ramGiB: 256,
        disksGiB: [120, 2000, 4000],
        instanceType: "r6i.8xlarge",
      }),
      machines("sap", "erp-sap-", {
        count: 6,
        os: SLES15,
        cores: 16,
        ramGiB: 128,
        disksGiB: [100, 500],
        instanceType: "r6i.4xlarge",
      }),
      machines("app", "erp-app-", {
        count: 6,
        os: RHEL8,
        cores: 8,
        ramGiB: 32,
        disksGiB: [80, 200],
        instanceType: "m6i.2xlarge",
      }),
      machines("web", "erp-web-", {
        count: 4,
        os: WINDOWS2022,
        cores: 4,
        ramGiB: 16,
        disksGiB: [127],
        instanceType: "m6i.xlarge",
      }),
      machines("shared", "erp-file-", {
        count: 3,
        os: WINDOWS2019,
        cores: 4,
        ramGiB: 32,
        disksGiB: [127, 2000],
        instanceType: "r6i.xlarge",
      }),
    ],
  },
  {
    ...{
      app: "webshop",
      env: "prod",
      owner: "digital-commerce@example.com",
      domain: "shop.example.internal",
      network: "10.60",
    },
    ...{ accountId: "333344445555", region: "eu-west-1", originRegion: "eu-north-1" },
    tiers: [
      machines("db", "shop-sql-", {
        count: 4,
        os: WINDOWS2022,
        cores: 16,
        ramGiB: 128,
        disksGiB: [127, 1000],
        instanceType: "r6i.4xlarge",
      }),
      machines("search", "shop-search-", {
        count: 4,
        os: UBUNTU,
        cores: 8,
        ramGiB: 64,
        disksGiB: [60, 500],
        instanceType: "r6i.2xlarge",
      }),
      machines("app", "shop-app-", {
        count: 8,
        os: AMAZON,
        cores: 4,
        ramGiB: 16,
        disksGiB: [60],
        instanceType: "m6i.xlarge",
      }),
      machines("web", "shop-web-", {
        count: 8,
        os: AMAZON,
        cores: 2,
        ramGiB: 8,
        disksGiB: [40],
        instanceType: "m6i.large",
      }),
    ],
  },
];

function machines(tier: string, prefix: string, rest: Omit<Tier, "tier" | "prefix">): Tier {
  return { tier, prefix, ...rest };
}
