import type { Simulation } from "../simulation.ts";
import { seedWorld } from "../seed/seed-world.ts";

/** Everything as it was at the first start; running executions end, faults, scenarios and journal are forgotten. */
export function resetSimulation(sim: Simulation): unknown {
  for (const execution of sim.running.values()) execution.abort();
  sim.tasks.cancelAll();
  sim.events.clear();
  sim.faults.reset();
  sim.world.scenarios.clear();
  sim.journal.clear();
  seedWorld(sim.world, sim.seed);
  sim.changed();
  return {};
}
