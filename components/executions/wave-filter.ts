import { isServerProblem, isWaveUnderWay } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";

export type WaveFilter = "all" | "problems" | "running";

/** More open waves than this bury what matters. */
const MOST_OPEN = 6;

export function isInFilter(server: ExecutionServerView, filter: WaveFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "problems":
      return isServerProblem(server.status);
    case "running":
      return server.status === "LAUNCHING" || server.status === "LAUNCHED" || server.status === "QUEUED";
  }
}

/** Waves that are open without being asked: those with problems, then those that run, as long as they are few. */
export function wavesOpenByThemselves(waves: readonly ExecutionWaveView[]): Set<number> {
  const problems = waves.filter((wave) => wave.servers.some((server) => isServerProblem(server.status)));
  const running = waves.filter((wave) => isWaveUnderWay(wave.status) && !problems.includes(wave));
  const open = problems.length + running.length > MOST_OPEN ? problems : [...problems, ...running];
  return new Set(open.slice(0, MOST_OPEN).map((wave) => wave.number));
}
