import { z } from "zod";
import type { Simulation } from "../simulation.ts";

const Delay = z.strictObject({
  fewerThanPolls: z.int().min(1).max(1000),
  upToSeconds: z.number().positive().max(3600),
});

/** Lets activity tasks wait while few polls are open, as AWS warns of; seconds are wall-clock seconds. */
export function delayActivityTasks(sim: Simulation, body: unknown): unknown {
  sim.tasks.deliveryDelay = Delay.parse(body);
  return sim.tasks.deliveryDelay;
}

export function deliverActivityTasksAtOnce(sim: Simulation): unknown {
  sim.tasks.deliveryDelay = undefined;
  return {};
}
