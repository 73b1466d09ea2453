import { z } from "zod";

import { GateKind, type HealthGate } from "./health-gate.ts";

/** `WAITING`: not asked yet or not passing. `PASSING`: has to stay so. `PASSED`: did when its server became healthy. */
export const GateState = z.enum(["WAITING", "PASSING", "PASSED"]);
export type GateState = z.infer<typeof GateState>;

/** How a gate stands for one server. */
export const GateView = z.object({
  id: z.string(),
  kind: GateKind,
  state: GateState,
  /** Since when it is in this state; null until it was asked. */
  since: z.iso.datetime().nullable(),
  /** When what is said here was found; a later look that found the same changes nothing. */
  checkedAt: z.iso.datetime().nullable(),
  /** What was found, in a sentence. */
  words: z.string(),
});
export type GateView = z.infer<typeof GateView>;

/** As it is stored: with the command of the instance probe that is under way or was sent last. */
export const GateProgress = GateView.extend({
  probe: z.object({ sentAt: z.iso.datetime(), commandId: z.string().nullable(), isOpen: z.boolean() }).nullable(),
});
export type GateProgress = z.infer<typeof GateProgress>;

const NOT_ASKED = "It was not asked yet.";

/** The progress of every gate, in the order of the profile: what is stored, or not asked yet. */
export function progressOf(gates: readonly HealthGate[], stored: readonly GateProgress[]): GateProgress[] {
  const byId = new Map(stored.map((each) => [each.id, each]));
  return gates.map(
    ({ id, kind }) =>
      byId.get(id) ?? { id, kind, state: "WAITING", since: null, checkedAt: null, words: NOT_ASKED, probe: null },
  );
}
