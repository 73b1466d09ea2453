import type { Clock } from "./clock.ts";
import type { DrsEvent } from "./drs/records.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Faults } from "./faults/active-rules.ts";
import type { Journal } from "./journal.ts";
import type { TopologyName } from "./seed/topologies.ts";
import type { TaskBoard } from "./sfn/task-board.ts";
import type { World } from "./world.ts";

/** One simulated AWS: its persistent world and what runs on top of it. */
export type Simulation = {
  /** What the world was seeded with, and is again after a reset. */
  topology: TopologyName;
  seed: number;
  clock: Clock;
  world: World;
  events: EventQueue<DrsEvent>;
  faults: Faults;
  journal: Journal;
  tasks: TaskBoard;
  /** Stops a running state-machine execution from outside, by ARN. */
  running: Map<string, { abort: (error?: string, cause?: string) => void }>;
  /** Whether answers are checked against the services' models before they are sent, as tests do. */
  checksAnswers: boolean;
  /** Notes that the world changed, so that it is saved soon. */
  changed: () => void;
};
