import { type Action, type ActionInput, WaveActions } from "#lib/domain/actions/action.ts";

let count = 0;

/** An id for the nth action of a test. */
export function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

/** A WAIT as it is typed, with what a test is about changed. */
export function actionInput(fields: Partial<Record<string, unknown>> = {}): ActionInput {
  count += 1;
  const common = { id: idOf(count), name: `Action ${count}`, when: "AFTER", modes: ["DRILL", "RECOVERY"] };
  return { ...common, kind: "WAIT", ...(fields["kind"] === undefined ? { seconds: 5 } : {}), ...fields } as ActionInput;
}

/** Actions of a wave, with the defaults of what was not said. */
export function waveActions(...list: Partial<Record<string, unknown>>[]): Action[] {
  return WaveActions.parse(list.map(actionInput));
}
