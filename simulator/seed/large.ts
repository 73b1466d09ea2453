import type { Estate, SeededAccount } from "./estates.ts";
import { estateOf, sizeOf, type Service } from "./service-templates.ts";

const COMPANIES = [
  { accountId: "222233334444", name: "payments-prod", code: "pay" },
  { accountId: "333344445555", name: "enterprise-prod", code: "ent" },
  { accountId: "444455556666", name: "retail-prod", code: "ret" },
  { accountId: "555566667777", name: "data-platform-prod", code: "dat" },
  { accountId: "666677778888", name: "workplace-prod", code: "wpl" },
  { accountId: "777788889999", name: "insurance-prod", code: "ins" },
  { accountId: "888899990000", name: "logistics-prod", code: "log" },
  { accountId: "999900001111", name: "manufacturing-prod", code: "mfg" },
  { accountId: "121234345656", name: "energy-prod", code: "nrg" },
  { accountId: "232345456767", name: "healthcare-prod", code: "hlt" },
  { accountId: "343456567878", name: "telecom-prod", code: "tel" },
  { accountId: "454567678989", name: "media-prod", code: "med" },
  { accountId: "565678789090", name: "travel-prod", code: "trv" },
] as const;

/** Fourteen accounts: the caller's own and thirteen with servers. */
export const LARGE_ACCOUNTS: SeededAccount[] = [
  { accountId: "111122223333", name: "dr-hub" },
  ...COMPANIES.map(({ accountId, name }) => ({ accountId, name })),
];

type Code = (typeof COMPANIES)[number]["code"];
type Site = [company: Code, region: string, originRegion: string | null, servers: number];

/** 4,000 servers; one Region of one account has enough of them for very big waves. */
const SITES: Site[] = [
  ["pay", "us-west-2", "us-east-1", 1200],
  ["pay", "eu-central-1", "eu-west-1", 240],
  ["ent", "us-east-1", null, 420],
  ["ret", "eu-west-1", "eu-north-1", 360],
  ["ret", "ap-southeast-2", "ap-southeast-1", 160],
  ["dat", "us-east-2", "us-east-1", 280],
  ["wpl", "eu-central-1", null, 180],
  ["ins", "eu-west-2", null, 220],
  ["log", "us-east-2", "us-west-2", 150],
  ["mfg", "eu-central-1", null, 190],
  ["nrg", "ca-central-1", "us-east-1", 120],
  ["hlt", "us-west-2", null, 160],
  ["tel", "ap-southeast-2", "ap-southeast-1", 140],
  ["med", "us-east-1", "us-west-2", 100],
  ["trv", "eu-west-1", "eu-west-2", 80],
];

const SERVICES: Service[] = [
  { app: "orders", code: "ord", template: "oracle" },
  { app: "billing", code: "bil", template: "oracle" },
  { app: "portal", code: "por", template: "java" },
  { app: "finance", code: "fin", template: "sap" },
  { app: "analytics", code: "ana", template: "data" },
  { app: "claims", code: "clm", template: "microsoft" },
  { app: "inventory", code: "inv", template: "legacy" },
  { app: "identity", code: "idm", template: "workplace" },
  { app: "customers", code: "crm", template: "microsoft" },
  { app: "search", code: "sea", template: "java" },
  { app: "scheduling", code: "sch", template: "legacy" },
  { app: "streaming", code: "str", template: "data" },
];

/** Their business services: every site has as many as its servers need, and the last one is cut to fit. */
export const LARGE_ESTATES: Estate[] = SITES.flatMap(fillSite);

function fillSite([company, region, originRegion, servers]: Site): Estate[] {
  const accountId = COMPANIES.find((each) => each.code === company)?.accountId ?? "";
  const estates: Estate[] = [];
  for (let rest = servers, index = 0; rest > 0; index += 1) {
    const [domain, network] = [`${company}.example.internal`, `10.${1 + index}`];
    const estate = estateOf(serviceAt(company, index), { accountId, region, originRegion, domain, network }, {});
    estates.push(cut(estate, rest));
    rest -= sizeOf(estate);
  }
  return estates;
}

/** A company has each service once, then a second time, and so on. */
function serviceAt(company: Code, index: number): Service {
  const { app, code, template } = SERVICES[index % SERVICES.length] ?? { app: "spare", code: "spr", template: "java" };
  const round = Math.floor(index / SERVICES.length);
  const suffix = round === 0 ? "" : String(round + 1);
  return { app: `${app}${suffix && `-${suffix}`}`, code: `${company}-${code}${suffix}`, template };
}

function cut(estate: Estate, servers: number): Estate {
  let rest = servers;
  const tiers = estate.tiers.map((tier) => {
    const count = Math.min(tier.count, rest);
    rest -= count;
    return { ...tier, count };
  });
  return { ...estate, tiers };
}
