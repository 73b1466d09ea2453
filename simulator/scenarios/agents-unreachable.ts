import { anyPlace } from "./parameters.ts";
import { becomeUnreachable } from "./replication-changes.ts";
import { scenario } from "./scenario.ts";

export const agentsUnreachable = scenario({
  id: "agents-unreachable",
  title: "Replication agents are unreachable",
  description:
    "The agents of the source servers do not report, although AWS itself works. Replication stalls, and launches from the " +
    "latest data wait ten minutes before they use the last consistent state.",
  parameters: anyPlace,
  effects: (place) => ({ replication: { selector: place, change: becomeUnreachable } }),
});
