import { pairFailbackClient } from "../drs/pair-failback-client.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";

/** Boots the failback client on the machine outside AWS that a recovery instance stands in for. */
export function bootFailbackClient(sim: Simulation, recoveryInstanceId: string): unknown {
  for (const here of sim.world.regions.values()) {
    const instance = here.drs.recoveryInstances.get(recoveryInstanceId);
    const server = instance && here.drs.sourceServers.get(instance.sourceServerId);
    if (!server || instance.isDisconnected) continue;
    if (server.originRegion !== null) {
      throw new ControlError(400, `The source of ${recoveryInstanceId} is in AWS: use ReverseReplication`);
    }
    pairFailbackClient(sim, here, instance);
    return {};
  }
  throw new ControlError(404, `No recovery instance ${recoveryInstanceId}`);
}
