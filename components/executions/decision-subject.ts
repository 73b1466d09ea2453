import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionWaveView } from "#lib/domain/execution.ts";

import { askedActions } from "./action-progress.ts";
import { actionFailureTitle } from "./action-words.ts";
import { failureTitle } from "./failure-causes.ts";

/** What a wave that waits for a person is asked about: failed servers, or failed actions and the servers with them. */
export type DecisionSubject = { failed: ExecutionServerView[]; actions: ActionRunView[] };

export function decisionSubject(wave: Pick<ExecutionWaveView, "servers" | "actions">): DecisionSubject {
  return {
    failed: wave.servers.filter((server) => isServerProblem(server.status)),
    actions: askedActions(wave),
  };
}

/** `pay-ora-01 did not launch`, `“Start the pool” failed`. */
export function decisionTitle({ failed, actions }: DecisionSubject): string {
  return actions.length > 0 ? actionFailureTitle(actions) : failureTitle(failed);
}
