import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { isServerProblem, isWaveUnderWay } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";

import { isActionProblem } from "./action-progress.ts";

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

/** Whether a wave has anything that the filter leaves, actions included. */
export function isWaveInFilter({ servers, actions }: ExecutionWaveView, filter: WaveFilter): boolean {
  if (filter === "all" || servers.some((server) => isInFilter(server, filter))) return true;
  return actions.some((action) => isActionInFilter(action, filter));
}

export function isActionInFilter(action: ActionRunView, filter: WaveFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "problems":
      return isActionProblem(action);
    case "running":
      return action.state === "RUNNING";
  }
}

/** Waves that are open without being asked: those with problems, then those that run, as long as they are few. */
export function wavesOpenByThemselves(waves: readonly ExecutionWaveView[]): Set<number> {
  const problems = waves.filter(
    (wave) => wave.servers.some((server) => isServerProblem(server.status)) || wave.actions.some(isActionProblem),
  );
  const running = waves.filter((wave) => isWaveUnderWay(wave.status) && !problems.includes(wave));
  const open = problems.length + running.length > MOST_OPEN ? problems : [...problems, ...running];
  return new Set(open.slice(0, MOST_OPEN).map((wave) => wave.number));
}
