import type { Action } from "#lib/domain/actions/action.ts";
import type { ActionStage } from "#lib/domain/actions/action-kind.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";

import type { ActionSeconds, PlannedWave } from "./step-model.ts";

/** What a wave's own steps take: nothing, what its waits say, or else what the history says. */
export function actionsSeconds(
  actions: readonly Action[],
  mode: ExecutionType,
): NonNullable<PlannedWave["actionsSeconds"]> {
  const own = actions.filter(({ modes }) => modes.includes(mode));
  return { before: secondsOf(own, "BEFORE"), after: secondsOf(own, "AFTER") };
}

/** Actions of one group run side by side, groups one after the other. */
function secondsOf(actions: readonly Action[], stage: ActionStage): ActionSeconds {
  const groups = Map.groupBy(
    actions.filter(({ when }) => when === stage),
    ({ group }) => group,
  );
  let sum = 0;
  for (const group of groups.values()) {
    const waits = group.flatMap((action) => (action.kind === "WAIT" ? action.seconds : []));
    if (waits.length < group.length) return "learnt";
    sum += Math.max(...waits);
  }
  return sum;
}
