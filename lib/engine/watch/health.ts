import { isDeepStrictEqual } from "node:util";

import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeInstanceHealth } from "#lib/aws/ec2-health.ts";
import { listExecutionServers, updateServer, type WatchedServer } from "#lib/db/executions.ts";
import type { InstanceFacts, PhaseProgress } from "#lib/domain/execution.ts";
import { isTerminal, serverTransition } from "#lib/domain/execution-status.ts";
import { healthOf } from "#lib/domain/health.ts";

import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";

/** One look at the instances of an account and Region that are launched: do they run, do both status checks pass? */
export async function watchHealth(engine: Engine, place: AwsPlace, servers: readonly WatchedServer[]): Promise<void> {
  if (servers.length === 0) return;
  const ids = servers.flatMap((server) => server.recoveryInstanceId ?? []);
  const facts = await describeInstanceHealth(engine.aws, place, ids);
  const byExecution = Map.groupBy(servers, (server) => server.executionId);
  for (const [executionId, seen] of byExecution) {
    const changed = seen.filter((server) => isNews(server, facts.get(server.recoveryInstanceId ?? "") ?? null, engine));
    if (changed.length > 0) await changeExecution(engine, executionId, (tx) => saveHealth(tx, changed, facts));
  }
}

/** Nothing is locked or written for what looks as it did. */
function isNews(server: WatchedServer, facts: InstanceFacts | null, { context }: Engine): boolean {
  const now = context.now();
  const { healthTimeoutMinutes: timeoutMinutes } = server.wave;
  const health = healthOf(facts, { launchedAt: server.launchedAt ?? now, timeoutMinutes, now });
  return health.kind !== "checking" || !isDeepStrictEqual(server.instance, facts);
}

async function saveHealth(
  tx: ExecutionTransaction,
  seen: readonly WatchedServer[],
  facts: ReadonlyMap<string, InstanceFacts>,
): Promise<void> {
  // It may have ended since it was looked at: then nobody waits for its servers any more.
  if (isTerminal(tx.execution.status)) return;
  const current = await listExecutionServers(tx.db, { executionId: tx.execution.id });
  const currentOf = new Map(current.map((server) => [server.sourceServerId, server]));
  for (const server of seen) {
    const now = currentOf.get(server.sourceServerId);
    if (now?.status !== "LAUNCHED" || now.recoveryInstanceId !== server.recoveryInstanceId) continue;
    await saveServerHealth(tx, server, facts.get(server.recoveryInstanceId ?? "") ?? null);
  }
}

async function saveServerHealth(
  tx: ExecutionTransaction,
  server: WatchedServer,
  facts: InstanceFacts | null,
): Promise<void> {
  const launchedAt = server.launchedAt ?? tx.now();
  const health = healthOf(facts, { launchedAt, timeoutMinutes: server.wave.healthTimeoutMinutes, now: tx.now() });
  const instance = facts ?? undefined;
  switch (health.kind) {
    case "checking":
      if (instance && !isDeepStrictEqual(server.instance, facts)) await updateServer(tx.db, server, { instance });
      return;
    case "healthy":
      await updateServer(tx.db, server, {
        status: serverTransition(server.status, "HEALTHY"),
        healthyAt: tx.now(),
        phases: withHealth(server, tx.now(), "DONE"),
        ...(instance && { instance }),
      });
      await tell(tx, {
        ...about(server),
        kind: "server.healthy",
        severity: "good",
        message: `${server.hostname} is healthy`,
      });
      return;
    case "unhealthy":
      await updateServer(tx.db, server, {
        status: serverTransition(server.status, "UNHEALTHY"),
        error: health.reason,
        phases: withHealth(server, tx.now(), "FAILED"),
        ...(instance && { instance }),
      });
      await tell(tx, {
        ...about(server),
        kind: "server.unhealthy",
        severity: "problem",
        message: `${server.hostname} is not healthy`,
        detail: health.reason,
      });
  }
}

function about(server: WatchedServer) {
  return { wave: server.waveNumber, server };
}

function withHealth(server: WatchedServer, at: Date, status: "DONE" | "FAILED"): PhaseProgress[] {
  const phases = server.phases as PhaseProgress[];
  return phases.map((phase) => (phase.phase === "HEALTH" ? { ...phase, status, endedAt: at.toISOString() } : phase));
}
