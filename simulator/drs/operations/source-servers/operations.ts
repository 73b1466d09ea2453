import { deleteSourceServer } from "./delete-source-server.ts";
import { describeRecoverySnapshots } from "./describe-recovery-snapshots.ts";
import { describeSourceServers } from "./describe-source-servers.ts";
import { disconnectSourceServer } from "./disconnect-source-server.ts";
import { retryDataReplication } from "./retry-data-replication.ts";
import { startReplication } from "./start-replication.ts";
import { stopReplication } from "./stop-replication.ts";

export const sourceServerOperations = [
  ...[describeSourceServers, describeRecoverySnapshots, startReplication, stopReplication, retryDataReplication],
  ...[disconnectSourceServer, deleteSourceServer],
];
