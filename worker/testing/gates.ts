import type { ExecutionServerView, ExecutionView } from "#lib/domain/execution.ts";
import type { HealthGate } from "#lib/domain/health-gates/health-gate.ts";
import type { HealthProfileInput } from "#lib/domain/health-gates/health-profile.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import { createHealthProfile } from "#lib/services/health-profiles/create.ts";

import type { EngineBench } from "./engine-bench.ts";

type GateInput = HealthProfileInput["gates"][number];

export const AGENT: GateInput = { id: "00000000-0000-4000-8000-00000000000a", kind: "SSM_AGENT" };

export const TCP_PROBE: GateInput = {
  ...{ id: "00000000-0000-4000-8000-00000000000b", kind: "INSTANCE_PROBE" },
  check: { protocol: "TCP", port: 5432 },
};

export const HTTP_PROBE: GateInput = {
  ...{ id: "00000000-0000-4000-8000-00000000000c", kind: "INSTANCE_PROBE" },
  check: { protocol: "HTTP", port: 8080, path: "/health" },
};

export function alarm(alarmName: string): GateInput {
  return { id: "00000000-0000-4000-8000-00000000000d", kind: "CLOUDWATCH_ALARM", alarmName };
}

export function workerCheck(port: number, path: string): GateInput {
  const check = { protocol: "HTTP" as const, port, path };
  return { id: "00000000-0000-4000-8000-00000000000e", kind: "WORKER_CHECK", check };
}

/** A drill of one wave whose servers have these gates. */
export async function startGated(
  bench: EngineBench,
  servers: readonly SourceServerView[],
  { gates, stableSeconds = 0 }: { gates: GateInput[]; stableSeconds?: number },
): Promise<{ id: string; profileId: string }> {
  const name = `Profile ${crypto.randomUUID()}`;
  const profile = await createHealthProfile(bench.ctx, { name, gates, stableSeconds });
  const policy = { onFailure: "ABORT" as const, healthProfileId: profile.id };
  const plan = await bench.createPlan([servers], { policy });
  return { id: await bench.start(plan.id), profileId: profile.id };
}

export function serversIn(seen: ExecutionView): ExecutionServerView[] {
  return seen.waves.flatMap((wave) => wave.servers);
}

/** What the gate says of the only server of an execution. */
export function wordsOf(seen: ExecutionView, gate: Pick<HealthGate, "id">): string {
  return serversIn(seen)[0]?.gates.find(({ id }) => id === gate.id)?.words ?? "";
}

/** As far as their time to become healthy is concerned, so much of it has passed. */
export async function passTime(bench: EngineBench, executionId: string, milliseconds = 3_600_000): Promise<void> {
  await bench.ctx.db.executionServer.updateMany({
    where: { executionId },
    data: { launchedAt: new Date(Date.now() - milliseconds) },
  });
}
