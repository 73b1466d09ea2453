import { getFailbackReplicationConfiguration } from "./get-failback-replication-configuration.ts";
import { reverseReplication } from "./reverse-replication.ts";
import { startFailbackLaunch } from "./start-failback-launch.ts";
import { stopFailback } from "./stop-failback.ts";
import { updateFailbackReplicationConfiguration } from "./update-failback-replication-configuration.ts";

export const failbackOperations = [
  ...[reverseReplication, startFailbackLaunch, stopFailback],
  ...[getFailbackReplicationConfiguration, updateFailbackReplicationConfiguration],
];
