import { z } from "zod";
import { FaultRule } from "../faults/rule.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";

/** Adds one rule or an array of them; all or none. Answers their ids in order. */
export function addFaults(sim: Simulation, body: unknown): { ids: string[] } {
  const rules = Array.isArray(body) ? z.array(FaultRule).parse(body) : [FaultRule.parse(body)];
  const ids = rules.map((rule) => sim.faults.add(rule));
  sim.changed();
  return { ids };
}

export function listFaults(sim: Simulation): unknown {
  const items = sim.faults.list();
  return { items: items.map((rule) => ({ ...rule, addedAt: new Date(rule.addedAt).toISOString() })) };
}

/** Removes a rule that was added by hand. */
export function removeFault(sim: Simulation, id: string): unknown {
  const rule = sim.faults.find(id);
  if (!rule) throw new ControlError(404, `No fault ${id}`);
  if (rule.scenarioId !== null) {
    throw new ControlError(409, `Fault ${id} belongs to the scenario ${rule.scenarioId}: switch that off`);
  }
  sim.faults.remove([id]);
  sim.changed();
  return {};
}

/** Removes every rule that was added by hand; those of scenarios go with their scenario. */
export function clearFaults(sim: Simulation): unknown {
  const byHand = sim.faults.list().filter((rule) => rule.scenarioId === null);
  sim.faults.remove(byHand.map((rule) => rule.id));
  sim.changed();
  return {};
}
