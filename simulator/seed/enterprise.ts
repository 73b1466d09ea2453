import { SMALL_ACCOUNTS, type Estate, type SeededAccount } from "./estates.ts";
import { estateOf, type Service } from "./service-templates.ts";

/** The accounts of an enterprise of about 300 servers. */
export const ENTERPRISE_ACCOUNTS: SeededAccount[] = [
  ...SMALL_ACCOUNTS,
  { accountId: "444455556666", name: "retail-prod" },
  { accountId: "555566667777", name: "data-platform-prod" },
  { accountId: "666677778888", name: "workplace-prod" },
];

type Site = [
  accountId: string,
  region: string,
  originRegion: string | null,
  services: [Service, criticality: string][],
];

const SITES: Site[] = [
  [
    "222233334444",
    "us-west-2",
    "us-east-1",
    [
      [{ app: "card-payments", code: "card", template: "oracle" }, "mission-critical"],
      [{ app: "fraud-detection", code: "fraud", template: "data" }, "mission-critical"],
      [{ app: "settlement", code: "settle", template: "legacy" }, "business-critical"],
    ],
  ],
  [
    "222233334444",
    "eu-central-1",
    "eu-west-1",
    [
      [{ app: "sepa-payments", code: "sepa", template: "oracle" }, "mission-critical"],
      [{ app: "open-banking", code: "obank", template: "java" }, "business-critical"],
    ],
  ],
  [
    "333344445555",
    "us-east-1",
    null,
    [
      [{ app: "erp", code: "erp", template: "sap" }, "mission-critical"],
      [{ app: "warehouse", code: "whs", template: "microsoft" }, "business-critical"],
      [{ app: "procurement", code: "proc", template: "legacy" }, "important"],
      [{ app: "payroll", code: "payr", template: "microsoft" }, "business-critical"],
    ],
  ],
  [
    "444455556666",
    "eu-west-1",
    "eu-north-1",
    [
      [{ app: "webshop", code: "shop", template: "java" }, "mission-critical"],
      [{ app: "order-management", code: "oms", template: "oracle" }, "mission-critical"],
      [{ app: "loyalty", code: "loy", template: "java" }, "important"],
      [{ app: "store-systems", code: "pos", template: "microsoft" }, "business-critical"],
    ],
  ],
  [
    "444455556666",
    "ap-southeast-2",
    "ap-southeast-1",
    [
      [{ app: "webshop-apac", code: "shopap", template: "java" }, "business-critical"],
      [{ app: "order-management-apac", code: "omsap", template: "oracle" }, "business-critical"],
    ],
  ],
  [
    "555566667777",
    "us-east-2",
    "us-east-1",
    [
      [{ app: "event-streaming", code: "evt", template: "data" }, "business-critical"],
      [{ app: "reporting", code: "rep", template: "data" }, "important"],
      [{ app: "customer-360", code: "c360", template: "java" }, "important"],
    ],
  ],
  [
    "666677778888",
    "eu-central-1",
    null,
    [
      [{ app: "identity", code: "idm", template: "workplace" }, "mission-critical"],
      [{ app: "file-services", code: "file", template: "workplace" }, "important"],
      [{ app: "document-archive", code: "doc", template: "microsoft" }, "important"],
    ],
  ],
];

/** Its business services. */
export const ENTERPRISE_ESTATES: Estate[] = SITES.flatMap(([accountId, region, originRegion, services], site) =>
  services.map(([service, criticality], index) => {
    const [domain, network] = [`${service.code}.example.internal`, `10.${20 + 10 * site + index}`];
    return estateOf(service, { accountId, region, originRegion, domain, network }, { criticality });
  }),
);
