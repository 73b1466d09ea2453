import { z } from "zod";
import { wallNow } from "../clock.ts";
import { Faults } from "../faults/active-rules.ts";
import { readState, UnreadableState } from "../saved-state.ts";
import { seedWorld, type Seeding } from "../seed/seed-world.ts";
import { TopologyName } from "../seed/topologies.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";

const LARGEST_SKEW_MS = 60_000;

const Seed = z.strictObject({
  topology: TopologyName,
  seed: z
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
});

/** Everything as it was at the first start; running executions end; faults, scenarios and journal are forgotten. */
export function resetSimulation(sim: Simulation): Seeding {
  return replaceWorld(sim, sim);
}

/** Like a reset, into the world of another topology; the seed stays unless one is given. */
export function seedSimulation(sim: Simulation, body: unknown): Seeding {
  const { topology, seed = sim.seed } = Seed.parse(body);
  return replaceWorld(sim, { topology, seed });
}

/** Puts the simulator where it was when the state was saved; simulated time goes on from then. Refused as a whole or not at all. */
export function restoreState(sim: Simulation, text: string): Seeding {
  const { topology, seed, world, segments, savedAt, events } = readable(text);
  if (savedAt > wallNow() + LARGEST_SKEW_MS)
    throw new ControlError(400, "savedAt: lies in the future of this machine's clock", "savedAt");
  forget(sim);
  sim.world = world;
  begin(sim, { topology, seed });
  sim.clock.resume(segments, savedAt);
  for (const event of events) sim.events.add(event);
  sim.changed();
  return { topology, seed };
}

function readable(text: string): ReturnType<typeof readState> {
  try {
    return readState(text);
  } catch (error) {
    if (error instanceof UnreadableState) throw new ControlError(400, error.message, error.field);
    throw error;
  }
}

function replaceWorld(sim: Simulation, seeding: Seeding): Seeding {
  const { topology, seed } = seeding;
  forget(sim);
  seedWorld(sim.world, { topology, seed });
  begin(sim, { topology, seed });
  sim.changed();
  return { topology, seed };
}

/** Ends and forgets all that happens in or to the present world. */
function forget(sim: Simulation): void {
  for (const execution of sim.running.values()) execution.abort();
  sim.tasks.cancelAll();
  sim.events.clear();
  sim.journal.clear();
}

function begin(sim: Simulation, { topology, seed }: Seeding): void {
  sim.topology = topology;
  sim.seed = seed;
  sim.faults = new Faults(seed, sim.world.faults);
}
