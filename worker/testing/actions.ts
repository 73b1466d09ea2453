import type { ActionInput } from "#lib/domain/actions/action.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";

/** An action with what a test does not care about. */
export function action(given: Record<string, unknown>): ActionInput {
  return { id: crypto.randomUUID(), modes: ["DRILL"], timeoutSeconds: 60, ...given } as ActionInput;
}

export function runOf(seen: ExecutionView, name: string): ActionRunView {
  const run = seen.waves.flatMap((wave) => wave.actions).find((each) => each.name === name);
  if (run === undefined) throw new Error(`There is no action ${name}.`);
  return run;
}
