import { wallNow } from "../clock.ts";
import { hexDigits } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import type { RecoveryInstance } from "./records.ts";
import { startReplicating } from "./replication-life.ts";
import { beginning } from "./replication-phases.ts";

/** What happens when a machine outside AWS boots the failback client: the instance is copied back to it. */
export function pairFailbackClient(sim: Simulation, here: RegionState, instance: RecoveryInstance): void {
  const { recoveryInstanceId } = instance;
  const startedAt = wallNow();
  instance.failback = {
    clientId: hexDigits(32, "failback-client", recoveryInstanceId),
    replication: beginning(startedAt),
    ...{ startedAt, jobId: null, isCompleted: false },
  };
  startReplicating(sim, here, { recoveryInstanceId });
}
