import { isDeepStrictEqual } from "node:util";

import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeInstanceHealth } from "#lib/aws/ec2-health.ts";
import { type ExecutionServer, listExecutionServers, updateServer, type WatchedServer } from "#lib/db/executions.ts";
import type { InstanceFacts } from "#lib/domain/execution.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { type Health, healthOf, isOutOfTime, passesStatusChecks } from "#lib/domain/health.ts";
import { startOver, timeoutReason } from "#lib/domain/health-gates/gate-rules.ts";
import type { ExecutionTransaction } from "#lib/services/executions/locked.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";
import { readWaveHealth, standingOf } from "./gates/gated-server.ts";
import { saveHealthy, saveUnhealthy } from "./verdict.ts";

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
  const health = judge({ server, row: server, facts }, context.now());
  return health.kind !== "checking" || !isDeepStrictEqual(server.instance, facts);
}

/** `row`: the server as it is now, `server`: as it was when it was looked at. */
type Look = { server: WatchedServer; row: ExecutionServer; facts: InstanceFacts | null };

/** Where a wave has gates, passing EC2's checks is where they begin; both have the same time. */
function judge({ server, row, facts }: Look, now: Date): Health {
  const timeoutMinutes = server.wave.healthTimeoutMinutes;
  const limits = { launchedAt: server.launchedAt ?? now, timeoutMinutes, now };
  const health = healthOf(facts, limits);
  const profile = health.kind === "healthy" ? readWaveHealth(server) : null;
  if (profile === null) return health;
  if (!isOutOfTime(limits)) return { kind: "checking" };
  const { stableSeconds } = profile;
  const { gates } = standingOf(row, profile);
  return { kind: "unhealthy", reason: timeoutReason(gates, { timeoutMinutes, stableSeconds }) };
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
    const row = currentOf.get(server.sourceServerId);
    if (row?.status !== "LAUNCHED" || row.recoveryInstanceId !== server.recoveryInstanceId) continue;
    await saveServerHealth(tx, { server, row, facts: facts.get(server.recoveryInstanceId ?? "") ?? null });
  }
}

async function saveServerHealth(tx: ExecutionTransaction, look: Look): Promise<void> {
  const { row, facts } = look;
  const health = judge(look, tx.now());
  const instance = facts === null ? {} : { instance: facts };
  switch (health.kind) {
    case "checking":
      if (!isDeepStrictEqual(row.instance, facts)) await saveFacts(tx, look);
      return;
    case "healthy":
      await saveHealthy(tx, row, instance);
      return;
    case "unhealthy":
      await saveUnhealthy(tx, row, { reason: health.reason, fields: instance });
  }
}

/** What EC2 no longer shows is kept as it was last shown. */
async function saveFacts(tx: ExecutionTransaction, { server, row, facts }: Look): Promise<void> {
  const hasFailed = facts !== null && !passesStatusChecks(facts);
  const profile = hasFailed ? readWaveHealth(server) : null;
  const over = profile === null ? null : startOver(standingOf(row, profile), tx.now());
  const gates = over?.isNews === true ? { gates: [...over.gates], stableSince: over.stableSince } : {};
  const fields = { ...(facts !== null && { instance: facts }), ...gates };
  if (Object.keys(fields).length > 0) await updateServer(tx.db, row, fields);
}
