import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Clock } from "./clock.ts";
import { runJobEvent } from "./drs/job-life.ts";
import type { JobEvent } from "./drs/records.ts";
import { EventQueue } from "./event-queue.ts";
import { Faults } from "./faults/active-rules.ts";
import { Journal } from "./journal.ts";
import { seedWorld } from "./seed/seed-world.ts";
import { createSimulatorServer } from "./server.ts";
import { TaskBoard } from "./sfn/task-board.ts";
import type { Simulation } from "./simulation.ts";
import { loadState, saveState } from "./store.ts";
import { emptyWorld } from "./world.ts";

/** How to start a simulator. `speed` divides DRS and EC2 durations; port 0 chooses a free port. */
export type SimulatorOptions = {
  port?: number;
  host?: string;
  speed?: number;
  seed?: number;
  stateFile?: string;
  /** An answer that its service's model does not allow becomes an error; for tests. */
  checksAnswers?: boolean;
};

export type RunningSimulator = { url: string; sim: Simulation; close: () => Promise<void> };

const SAVE_DELAY_MS = 500;

/** Starts a simulated AWS on loopback unless told otherwise. `close` saves the state where a file was given. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { port = 0, host = "127.0.0.1", speed = 60, seed = 1, stateFile, checksAnswers = false } = options;
  const { sim, save } = createSimulation({ speed, seed, stateFile, checksAnswers });
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

type Settings = { speed: number; seed: number; stateFile: string | undefined; checksAnswers: boolean };

function createSimulation({ speed, seed, stateFile, checksAnswers }: Settings) {
  const saved = stateFile === undefined ? undefined : loadState(stateFile);
  const clock = saved ? new Clock(saved.segments) : Clock.starting(speed);
  clock.setSpeed(speed);
  const events = new EventQueue<JobEvent>(clock, (event) => runJobEvent(sim, event));
  let pendingSave: NodeJS.Timeout | undefined;
  let isClosed = false;
  const save = (): void => {
    clearTimeout(pendingSave);
    pendingSave = undefined;
    if (stateFile === undefined || isClosed) return;
    saveState(stateFile, { seed: sim.seed, world: sim.world, segments: clock.segments, events: [...events.pending()] });
  };
  const world = saved?.world ?? emptyWorld();
  const sim: Simulation = {
    seed: saved?.seed ?? seed,
    clock,
    world,
    events,
    faults: new Faults(saved?.seed ?? seed, world.faults),
    journal: new Journal(),
    tasks: new TaskBoard(),
    running: new Map(),
    checksAnswers,
    changed: () => {
      if (stateFile !== undefined && !isClosed) pendingSave ??= setTimeout(save, SAVE_DELAY_MS);
    },
  };
  if (!saved) seedWorld(sim.world, seed);
  for (const event of saved?.events ?? []) events.add(event);
  const saveAndStop = (): void => {
    save();
    isClosed = true;
  };
  return { sim, save: saveAndStop };
}
