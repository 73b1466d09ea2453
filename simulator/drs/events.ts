import type { Simulation } from "../simulation.ts";
import { runJobEvent } from "./job-life.ts";
import type { DrsEvent } from "./records.ts";
import { runReplicationEvent } from "./replication-life.ts";

/** Does what is due at the simulated moment of an event, and plans what follows. */
export function runDrsEvent(sim: Simulation, event: DrsEvent): void {
  if ("jobId" in event) runJobEvent(sim, event);
  else runReplicationEvent(sim, event);
}
