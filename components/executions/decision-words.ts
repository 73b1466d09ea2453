import type { DecisionAction } from "#lib/domain/execution-input.ts";
import type { DecisionView, ExecutionView } from "#lib/domain/execution.ts";
import { formatDuration } from "#components/ui/format.ts";

import { listWords, secondsBetween } from "./execution-words.ts";

const VERB: Record<DecisionAction, string> = {
  retry: "Retry",
  skip: "Skip",
  continue: "Continue without",
  abort: "Abort",
};

/** `Retry pay-ora-01`, `Skip wave 3`, `Continue wave 2`. */
export function decisionTitle(decision: DecisionView, execution: ExecutionView): string {
  const { action, wave, sourceServerIds, actionIds } = decision;
  const { servers = [], actions = [] } = execution.waves.find((each) => each.number === wave) ?? {};
  const isAboutWave = action === "skip" || action === "abort";
  const names = [
    ...sourceServerIds.map((id) => servers.find((server) => server.sourceServerId === id)?.hostname ?? id),
    ...actions.filter(({ actionId }) => !isAboutWave && actionIds.includes(actionId)).map(({ name }) => `“${name}”`),
  ];
  if (names.length === 0) return action === "continue" ? `Continue wave ${wave}` : `${VERB[action]} wave ${wave}`;
  return `${VERB[action]} ${listWords(names)}`;
}

/** `, after 1:34`; empty where nothing waited for it. */
export function waitedWords({ waitedSince, at }: DecisionView): string {
  return waitedSince === null ? "" : `, after ${formatDuration(secondsBetween(waitedSince, at))}`;
}

/** How long the plan stood still for people, in all: `2:19`. */
export function waitedInAll(decisions: readonly DecisionView[]): string {
  const seconds = decisions.reduce(
    (sum, { waitedSince, at }) => sum + (waitedSince === null ? 0 : secondsBetween(waitedSince, at)),
    0,
  );
  return formatDuration(seconds);
}
