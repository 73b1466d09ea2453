import { anyPlace } from "./parameters.ts";
import { fallBehind } from "./replication-changes.ts";
import { scenario } from "./scenario.ts";

export const growingLag = scenario({
  id: "growing-lag",
  title: "Replication lag grows",
  description:
    "The source servers change more data than the connection carries. Their copies fall behind, the backlog grows by the " +
    "second, and launches from the latest data use a state that is as old as the lag.",
  parameters: anyPlace,
  effects: (place) => ({ replication: { selector: place, change: fallBehind } }),
});
