import type { ExecutionType, ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";
import { NO_PROGRESS } from "#lib/domain/launch-phases.ts";

import { NOW, PLACE, serverId, type TestWorld } from "../test-world.ts";
import type { ExecutionStatus } from "#lib/domain/execution-status.ts";

export type TestWave = { status: WaveStatus; dependsOn?: number[]; servers: readonly ServerStatus[] };

let nextServer = 1000;

/** An execution of these waves with servers in these statuses, as if it had come so far. */
export async function addRunningExecution(
  { db }: TestWorld,
  facts: { waves: readonly TestWave[]; status?: ExecutionStatus; type?: ExecutionType },
): Promise<{ id: string; servers: string[][] }> {
  const { id } = await db.execution.create({
    data: {
      planName: "Payments",
      planVersion: 1,
      planDigest: "digest",
      startedWith: [],
      type: facts.type ?? "DRILL",
      status: facts.status ?? "RUNNING",
      simulated: true,
      requestedById: "somebody",
      requestedBy: "Somebody",
      contract: 2,
      createdAt: NOW,
      startedAt: NOW,
      engineStartedAt: NOW,
    },
  });
  const servers: string[][] = [];
  for (const [index, wave] of facts.waves.entries()) {
    const ids = wave.servers.map(() => serverId(nextServer++));
    servers.push(ids);
    await addWave(db, { executionId: id, number: index + 1, wave, ids });
  }
  return { id, servers };
}

type NewWave = { executionId: string; number: number; wave: TestWave; ids: readonly string[] };

async function addWave(db: TestWorld["db"], { executionId, number, wave, ids }: NewWave): Promise<void> {
  await db.executionWave.create({
    data: {
      executionId,
      number,
      name: `Wave ${number}`,
      dependsOn: wave.dependsOn ?? [],
      groups: [],
      healthTimeoutMinutes: 45,
      status: wave.status,
      decisionSince: wave.status === "AWAITING_DECISION" ? NOW : null,
    },
  });
  await db.executionServer.createMany({
    data: wave.servers.map((status, index) => ({
      ...PLACE,
      executionId,
      sourceServerId: ids[index] ?? "",
      waveNumber: number,
      groupId: "",
      groupName: "Group",
      hostname: `host-${number}-${index + 1}`,
      phases: [...NO_PROGRESS],
      status,
      recoveryInstanceId: status === "UNHEALTHY" || status === "HEALTHY" ? `i-${number}${index}` : null,
    })),
  });
}
