import { listExecutionServers, updateServer } from "#lib/db/executions.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { InstanceFacts } from "#lib/domain/execution.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { passesStatusChecks } from "#lib/domain/health.ts";
import { advanceGates, type GateLook, type GateVerdict } from "#lib/domain/health-gates/gate-rules.ts";
import type { ExecutionTransaction } from "#lib/services/executions/locked.ts";

import { changeExecution } from "../../change.ts";
import type { Engine } from "../../engine.ts";
import { saveHealthy } from "../verdict.ts";
import { type GatedServer, keyOf, type Sight, standingOf } from "./gated-server.ts";
import { probeTimes } from "./times.ts";

type Looked = { gated: GatedServer; looks: ReadonlyMap<string, GateLook> };

/** Writes down what a look found, execution by execution. Nothing is locked or written for what looks as it did. */
export async function saveLooks(
  engine: Engine,
  servers: readonly GatedServer[],
  sights: readonly Sight[],
): Promise<void> {
  const byServer = Map.groupBy(sights, ({ key }) => key);
  const looked = servers.map((gated) => ({ gated, looks: merged(byServer.get(keyOf(gated.server)) ?? []) }));
  const news = looked.filter(({ gated, looks }) => {
    const verdict = judge(engine, { gated, looks }, standingOf(gated.server, gated.health));
    return verdict.isNews || verdict.isHealthy;
  });
  for (const [executionId, own] of Map.groupBy(news, ({ gated }) => gated.server.executionId)) {
    await changeExecution(engine, executionId, (tx) => saveExecution(engine, tx, own));
  }
}

/** What a look found of one gate: of two findings the later counts. */
function merged(sights: readonly Sight[]): Map<string, GateLook> {
  const looks = new Map<string, GateLook>();
  for (const { gateId, look } of sights) looks.set(gateId, { ...looks.get(gateId), ...look });
  return looks;
}

function judge(engine: Engine, { gated, looks }: Looked, standing: Parameters<typeof advanceGates>[0]): GateVerdict {
  const { stableSeconds } = gated.health;
  const limits = { stableSeconds, probeCountsMs: probeTimes(engine).giveUpMs, now: engine.context.now() };
  return advanceGates(standing, looks, limits);
}

async function saveExecution(engine: Engine, tx: ExecutionTransaction, looked: readonly Looked[]): Promise<void> {
  // It may have ended since it was looked at: then nobody waits for its servers any more.
  if (isTerminal(tx.execution.status)) return;
  const rows = await listExecutionServers(tx.db, { executionId: tx.execution.id });
  const rowOf = new Map(rows.map((row) => [keyOf(row), row]));
  for (const each of looked) {
    const { server, health } = each.gated;
    const row = rowOf.get(keyOf(server));
    if (row?.status !== "LAUNCHED" || row.recoveryInstanceId !== server.recoveryInstanceId) continue;
    if (!passesStatusChecks(readStoredJson(InstanceFacts.nullable(), row.instance))) continue;
    const { gates, stableSince, isHealthy, isNews } = judge(engine, each, standingOf(row, health));
    const fields = { gates: [...gates], stableSince };
    if (isHealthy) await saveHealthy(tx, row, fields);
    else if (isNews) await updateServer(tx.db, row, fields);
  }
}
