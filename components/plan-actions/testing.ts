import type { ActionKind, ActionStage } from "#lib/domain/actions/action-kind.ts";

import { type DraftAction, newAction } from "./draft-action.ts";

let count = 0;

/** An action as it is typed, with what a test is about; its id counts up from 1. */
export function typedAction(
  given: { kind?: ActionKind; when?: ActionStage; name?: string } & Record<string, unknown> = {},
): DraftAction {
  count += 1;
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
  const { kind = "WAIT", when = "AFTER", name = `Action ${count}` } = given;
  const fields = kind === "WAIT" ? { seconds: 5 } : {};
  return { ...newAction({ id, name, kind, when }), ...fields, ...given } as DraftAction;
}
