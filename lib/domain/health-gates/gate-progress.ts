import { z } from "zod";

import { gateName } from "./gate-words.ts";
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

/** The last command of an instance probe. It may be gone on with by any worker. */
export const GateProbe = z.object({
  sentAt: z.iso.datetime(),
  /** Null where nobody knows whether AWS got it, or where AWS refused it. */
  commandId: z.string().nullable(),
  /** When its end was seen or it was given up; null while it is under way. */
  closedAt: z.iso.datetime().nullable(),
  /** When the instance last said how the check went; null since a command of which nobody knows. */
  answeredAt: z.iso.datetime().nullable(),
});
export type GateProbe = z.infer<typeof GateProbe>;

/** As it is stored. `probe`: of an instance probe. */
export const GateProgress = GateView.extend({ probe: GateProbe.nullable() });
export type GateProgress = z.infer<typeof GateProgress>;

/** The progress of every gate, in the order of the profile: what is stored, or not asked yet. */
export function progressOf(gates: readonly HealthGate[], stored: readonly GateProgress[]): GateProgress[] {
  const byId = new Map(stored.map((each) => [each.id, each]));
  return gates.map((gate) => byId.get(gate.id) ?? notAsked(gate));
}

function notAsked(gate: HealthGate): GateProgress {
  const { id, kind } = gate;
  const words = `${gateName(gate)} was not asked yet.`;
  return { id, kind, state: "WAITING", since: null, checkedAt: null, words, probe: null };
}
