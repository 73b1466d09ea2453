import type { BenchDeployment } from "./deployment.ts";
import type { Call } from "./journal.ts";

/**
 * For every wave with dependencies: milliseconds from the moment at which the last server of these was seen healthy
 * until AWS received the wave's first StartRecovery.
 */
export async function launchDelays(
  { ctx }: BenchDeployment,
  executionId: string,
  starts: readonly Call[],
): Promise<number[]> {
  const [waves, servers] = await Promise.all([
    ctx.db.executionWave.findMany({ where: { executionId } }),
    ctx.db.executionServer.findMany({ where: { executionId }, select: { waveNumber: true, healthyAt: true } }),
  ]);
  return waves.flatMap(({ number, dependsOn }) => {
    if (dependsOn.length === 0) return [];
    const before = servers.filter((server) => dependsOn.includes(server.waveNumber));
    const own = starts.filter(({ tags }) => {
      return tags["drs-orchestrator:execution"] === executionId && tags["drs-orchestrator:wave"] === String(number);
    });
    if (own.length === 0) return [];
    const seenAt = Math.max(...before.map((server) => server.healthyAt?.getTime() ?? 0));
    return [Math.min(...own.map((call) => call.at)) - seenAt];
  });
}
