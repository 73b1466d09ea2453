import { z } from "zod";

import type { ExecutionServer, WatchedServer } from "#lib/db/executions.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { InstanceFacts } from "#lib/domain/execution.ts";
import { GateProgress, progressOf } from "#lib/domain/health-gates/gate-progress.ts";
import { type GateLook, type GateStanding, isGated } from "#lib/domain/health-gates/gate-rules.ts";
import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";
import { WaveHealth } from "#lib/domain/health-gates/health-profile.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";

/** A launched server that has gates to pass, as it was read. */
export type GatedServer = {
  server: WatchedServer;
  health: WaveHealth;
  facts: InstanceFacts | null;
  gates: GateProgress[];
};

/** What a look found of one gate of one server. */
export type Sight = { key: string; gateId: string; look: GateLook };

type GateOf<Kind extends HealthGate["kind"]> = Extract<HealthGate, { kind: Kind }>;

/** The server with its gates; null where EC2's status checks are all that is asked. */
export function toGatedServer(server: WatchedServer): GatedServer | null {
  const health = readWaveHealth(server);
  if (health === null) return null;
  const facts = readStoredJson(InstanceFacts.nullable(), server.instance);
  return { server, health, facts, gates: [...standingOf(server, health).gates] };
}

/** What a server has to pass beyond EC2's status checks; null: nothing. */
export function readWaveHealth({ wave }: WatchedServer): WaveHealth | null {
  const health = wave.health === null ? null : readStoredJson(WaveHealth, wave.health);
  return isGated(health) ? health : null;
}

/** How the gates of a server stand by its row. */
export function standingOf(row: ExecutionServer, { gates }: WaveHealth): GateStanding {
  return { gates: progressOf(gates, readStoredJson(z.array(GateProgress), row.gates)), stableSince: row.stableSince };
}

export function keyOf(server: ExecutionServer): string {
  return `${server.executionId} ${accountRegionKey(server)} ${server.sourceServerId}`;
}

/** Every gate of a kind, with its server. */
export function gatesOfKind<Kind extends HealthGate["kind"]>(
  servers: readonly GatedServer[],
  kind: Kind,
): { gated: GatedServer; gate: GateOf<Kind> }[] {
  return servers.flatMap((gated) =>
    gated.health.gates.flatMap((gate) => (gate.kind === kind ? [{ gated, gate: gate as GateOf<Kind> }] : [])),
  );
}

/** A sight of a gate. */
export function sightOf({ gated, gate }: { gated: GatedServer; gate: HealthGate }, look: GateLook): Sight {
  return { key: keyOf(gated.server), gateId: gate.id, look };
}

export function instanceIdOf({ server }: GatedServer): string {
  return server.recoveryInstanceId ?? "";
}
