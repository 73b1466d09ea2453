import { z } from "zod";
import { addOutcome, emptyOutcomes, OutcomeRule } from "../outcomes.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";

/** Scripts one outcome or an array of them; all or none. Answers their ids in order. */
export function addOutcomes(sim: Simulation, body: unknown): { ids: string[] } {
  const rules = Array.isArray(body) ? z.array(OutcomeRule).parse(body) : [OutcomeRule.parse(body)];
  const now = sim.clock.now();
  const ids = rules.map((rule) => addOutcome(sim.world.outcomes, rule, now));
  sim.changed();
  return { ids };
}

export function listOutcomes({ world }: Simulation): unknown {
  return { items: world.outcomes.rules };
}

export function removeOutcome(sim: Simulation, id: string): unknown {
  const { outcomes } = sim.world;
  if (!outcomes.rules.some((rule) => rule.id === id)) throw new ControlError(404, `No outcome ${id}`);
  outcomes.rules = outcomes.rules.filter((rule) => rule.id !== id);
  sim.changed();
  return {};
}

export function clearOutcomes(sim: Simulation): unknown {
  sim.world.outcomes = { ...emptyOutcomes(), issued: sim.world.outcomes.issued };
  sim.changed();
  return {};
}
