import { Service } from "../service.ts";
import { region } from "./parameters.ts";
import { becomeUnreachable } from "./replication-changes.ts";
import { scenario } from "./scenario.ts";

export const regionDown = scenario({
  id: "region-down",
  title: "A Region is down",
  description:
    "Every source server that stands in the Region is unreachable: replication stalls and its agents are not seen. No new " +
    "snapshot can be taken of them, so a launch from the latest data waits ten minutes and then uses the last consistent " +
    "state. Connections to AWS services in the Region are cut.",
  parameters: { region: region("us-east-1", "The Region that is down.") },
  effects: (values) => ({
    rules: Service.options.map((service) => ({ service, region: values.region, effect: { kind: "reset" } })),
    replication: { selector: { originRegion: values.region }, change: becomeUnreachable },
  }),
});
