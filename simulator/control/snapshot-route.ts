import { writeState } from "../saved-state.ts";
import type { Simulation } from "../simulation.ts";
import { RawReply } from "./raw-reply.ts";

/** The complete state as a file to download; it is what `--state FILE` keeps. */
export function downloadSnapshot(sim: Simulation): RawReply {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return new RawReply("application/json", writeState(sim), {
    "content-disposition": `attachment; filename="simulator-${sim.topology}-${stamp}Z.json"`,
  });
}
