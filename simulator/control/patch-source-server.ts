import { z } from "zod";
import { wallNow } from "../clock.ts";
import type { SourceServer } from "../drs/records.ts";
import { selectSourceServers, type PlacedServer } from "../drs/select-source-servers.ts";
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
  /** Whether data is copied; the lag of a server whose data does not flow grows with time. */
  isFlowing: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
type Patch = z.infer<typeof Patch>;

const SelectedPatch = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().min(1).optional(),
  originRegion: z.string().min(1).optional(),
  originAvailabilityZone: z.string().min(1).optional(),
  sourceServerIds: z.array(z.string()).optional(),
  patch: Patch,
});

/** Changes a source server's replication or tags from outside. Answers what it is now. */
export function patchSourceServer(sim: Simulation, sourceServerId: string, body: unknown): SourceServer {
  const patch = Patch.parse(body);
  const { server } = requireServer(sim, sourceServerId);
  applyPatch(server, patch);
  sim.changed();
  return server;
}

/** Changes every source server that fits. Answers their ids. */
export function patchSourceServers(sim: Simulation, body: unknown): { ids: string[] } {
  const { patch, ...selector } = SelectedPatch.parse(body);
  for (const id of selector.sourceServerIds ?? []) requireServer(sim, id);
  const selected = selectSourceServers(sim.world, selector);
  for (const { server } of selected) applyPatch(server, patch);
  sim.changed();
  return { ids: selected.map(({ server }) => server.sourceServerId) };
}

/** The server vanishes, whatever it is doing; jobs that run do without it. */
export function deleteSourceServer(sim: Simulation, sourceServerId: string): unknown {
  requireServer(sim, sourceServerId).here.drs.sourceServers.delete(sourceServerId);
  sim.changed();
  return {};
}

/** The server with that id, wherever it is. Throws 404. */
export function requireServer(sim: Simulation, sourceServerId: string): PlacedServer {
  const [found] = selectSourceServers(sim.world, { sourceServerIds: [sourceServerId] });
  if (!found) throw new ControlError(404, `No source server ${sourceServerId}`);
  return found;
}

function applyPatch(server: SourceServer, { replicationState, tags, isSeen, isFlowing, ...rest }: Patch): void {
  if (replicationState) server.replication = { ...replicationIn(replicationState) };
  Object.assign(server.replication, rest);
  if (isSeen !== undefined) server.replication.unseenSince = isSeen ? null : wallNow();
  if (isFlowing === true) server.replication.stoppedAt = null;
  if (isFlowing === false) server.replication.stoppedAt ??= wallNow();
  if (tags) server.tags = tags;
}
