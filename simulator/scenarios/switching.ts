import { wallNow } from "../clock.ts";
import { releaseHeld } from "../drs/participant-faults.ts";
import { selectSourceServers } from "../drs/select-source-servers.ts";
import { FaultRule } from "../faults/rule.ts";
import type { Simulation } from "../simulation.ts";
import { regionState } from "../world.ts";
import { addCrowd, removeCrowd } from "./crowd.ts";
import type { ActiveScenario, ServerBefore } from "./records.ts";
import type { PreparedScenario, ScenarioEffects } from "./scenario.ts";

/** Lets a scenario happen from now on, and notes all that it changes. */
export function switchOn(sim: Simulation, id: string, { values, effects }: PreparedScenario): void {
  sim.world.scenarios.set(id, {
    ...{ id, values, since: wallNow() },
    ruleIds: (effects.rules ?? []).map((rule) => sim.faults.add(FaultRule.parse(rule), id)),
    before: effects.replication ? changeReplication(sim, effects.replication) : [],
    crowd: effects.crowd ? addCrowd(sim, effects.crowd) : null,
  });
  sim.changed();
}

/** Takes back all that a scenario changed. What AWS did meanwhile, such as launches that failed, stays done. */
export function switchOff(sim: Simulation, active: ActiveScenario): void {
  sim.faults.remove(active.ruleIds);
  releaseHeld(sim, active.ruleIds);
  restoreReplication(sim, active);
  if (active.crowd) removeCrowd(sim, active.crowd);
  sim.world.scenarios.delete(active.id);
  sim.changed();
}

function changeReplication(
  sim: Simulation,
  { selector, change }: NonNullable<ScenarioEffects["replication"]>,
): ServerBefore[] {
  const now = wallNow();
  return selectSourceServers(sim.world, selector).flatMap(({ here: { accountId, region }, server }) => {
    const { sourceServerId, replication } = server;
    server.replication = change(replication, now);
    return server.replication === replication ? [] : [{ accountId, region, sourceServerId, replication }];
  });
}

/** A scenario that came later had changed the server once more: what was before is then for that one to restore. */
function restoreReplication({ world }: Simulation, active: ActiveScenario): void {
  const inOrder = [...world.scenarios.values()];
  const later = inOrder.slice(inOrder.indexOf(active) + 1).flatMap((each) => each.before);
  for (const { accountId, region, sourceServerId, replication } of active.before) {
    const successor = later.find((each) => each.sourceServerId === sourceServerId);
    const server = regionState(world, accountId, region).drs.sourceServers.get(sourceServerId);
    if (successor) successor.replication = replication;
    else if (server) server.replication = replication;
  }
}
