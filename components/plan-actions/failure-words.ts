import { isRepeatable } from "#lib/domain/actions/action-kind.ts";
import type { OnFailure } from "#lib/domain/wave-policy.ts";

import type { DraftAction } from "./draft-action.ts";

/** What a wave does when one of its actions has failed for good. */
export const ACTION_FAILURE_WORDS: Record<OnFailure, string> = {
  ASK: "The wave waits, and a person decides: retry, continue without it, or abort.",
  CONTINUE: "What comes after it starts all the same. The wave ends Partial at best.",
  ABORT: "The wave fails at once. Nothing more of it starts, and waves that wait for it do not start.",
};

/** How it is tried again by itself. */
export function actionRetryWords({ kind, retries }: Pick<DraftAction, "kind" | "retries">): string {
  if (retries === 0) return "It is not tried again by itself.";
  const times = retries === 1 ? "once" : retries === 2 ? "twice" : `${retries} times`;
  const unknown = isRepeatable(kind) ? "" : " Where nobody can say whether it ran, it is not repeated by itself.";
  return `After a failure it is tried again ${times}: after 10 s, 30 s, 60 s.${unknown}`;
}
