import { z } from "zod";
import { wallNow } from "../clock.ts";
import type { SourceServer } from "../drs/records.ts";
import { replicationIn } from "../seed/troubles.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";

const Patch = z.strictObject({
  replicationState: z
    .enum([
      "STOPPED",
      "INITIATING",
      "INITIAL_SYNC",
      "BACKLOG",
      "CREATING_SNAPSHOT",
      "CONTINUOUS",
      "PAUSED",
      "RESCAN",
      "STALLED",
      "DISCONNECTED",
    ])
    .optional(),
  lagSeconds: z.number().min(0).optional(),
  progressPercent: z.number().min(0).max(100).optional(),
  initialSyncDone: z.boolean().optional(),
  error: z.string().nullable().optional(),
  rawError: z.string().nullable().optional(),
  /** Whether the agent reports; a server that does not keeps the moment at which it was last seen. */
  isSeen: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

/** Changes a source server's replication or tags from outside. Answers what it is now. */
export function patchSourceServer(sim: Simulation, sourceServerId: string, body: unknown): SourceServer {
  const { replicationState, tags, isSeen, ...rest } = Patch.parse(body);
  const server = findServer(sim, sourceServerId);
  if (!server) throw new ControlError(404, `No source server ${sourceServerId}`);
  if (replicationState) server.replication = { ...replicationIn(replicationState) };
  Object.assign(server.replication, rest);
  if (isSeen !== undefined) server.replication.unseenSince = isSeen ? null : wallNow();
  if (tags) server.tags = tags;
  sim.changed();
  return server;
}

function findServer(sim: Simulation, sourceServerId: string): SourceServer | undefined {
  for (const { drs } of sim.world.regions.values()) {
    const server = drs.sourceServers.get(sourceServerId);
    if (server) return server;
  }
  return undefined;
}
