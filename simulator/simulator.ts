import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Clock } from "./clock.ts";
import { runDrsEvent } from "./drs/events.ts";
import type { DrsEvent } from "./drs/records.ts";
import { EventQueue } from "./event-queue.ts";
import { Faults } from "./faults/active-rules.ts";
import { Journal } from "./journal.ts";
import { writeState } from "./saved-state.ts";
import { seedWorld } from "./seed/seed-world.ts";
import type { TopologyName } from "./seed/topologies.ts";
import { createSimulatorServer } from "./server.ts";
import { TaskBoard, type DeliveryDelay } from "./sfn/task-board.ts";
import type { Simulation } from "./simulation.ts";
import { loadState, StateKeeper } from "./store.ts";
import { emptyWorld } from "./world.ts";

/**
 * How to start a simulator. `speed` divides DRS and EC2 durations; port 0 chooses a free port. A state file that exists
 * prevails over topology and seed.
 */
export type SimulatorOptions = {
  port?: number;
  host?: string;
  speed?: number;
  topology?: TopologyName;
  seed?: number;
  stateFile?: string;
  /** An answer that its service's model does not allow becomes an error; for tests. */
  checksAnswers?: boolean;
  /** Stalls of activity tasks while few polls are open; none unless given. */
  activityDeliveryDelay?: DeliveryDelay;
};

export type RunningSimulator = { url: string; sim: Simulation; close: () => Promise<void> };

/** Starts a simulated AWS on loopback unless told otherwise. `close` saves the state where a file was given. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { port = 0, host = "127.0.0.1", speed = 60, topology = "small", seed = 1 } = options;
  const { stateFile, checksAnswers = false, activityDeliveryDelay } = options;
  const { sim, save } = createSimulation({ speed, topology, seed, stateFile, checksAnswers });
  sim.tasks.deliveryDelay = activityDeliveryDelay;
  const server = createSimulatorServer(sim);
  server.listen(port, host);
  await once(server, "listening");
  const { port: chosen } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    save();
    sim.events.stop();
    for (const execution of sim.running.values()) execution.abort();
    server.close();
    server.closeAllConnections();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${chosen}`, sim, close };
}

type Beginning = Required<Pick<SimulatorOptions, "speed" | "topology" | "seed" | "checksAnswers">> & {
  stateFile: string | undefined;
};

function createSimulation(beginning: Beginning): { sim: Simulation; save: () => void } {
  const { speed, topology, seed, stateFile, checksAnswers } = beginning;
  const saved = stateFile === undefined ? undefined : loadState(stateFile);
  const clock = saved ? new Clock(saved.segments) : Clock.starting(speed);
  clock.setSpeed(speed);
  const keeper = stateFile === undefined ? undefined : new StateKeeper(stateFile, () => writeState(sim));
  const world = saved?.world ?? emptyWorld();
  const sim: Simulation = {
    topology: saved?.topology ?? topology,
    seed: saved?.seed ?? seed,
    clock,
    world,
    events: new EventQueue<DrsEvent>(clock, (event) => runDrsEvent(sim, event)),
    faults: new Faults(saved?.seed ?? seed, world.faults),
    journal: new Journal(),
    tasks: new TaskBoard(saved?.seed ?? seed),
    running: new Map(),
    checksAnswers,
    changed: () => keeper?.saveSoon(),
  };
  if (!saved) seedWorld(world, sim);
  for (const event of saved?.events ?? []) sim.events.add(event);
  return { sim, save: () => keeper?.close() };
}
