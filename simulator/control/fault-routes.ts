import { z } from "zod";
import { FaultRule } from "../faults.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";

const JOB_ONLY = [
  "launch-failed",
  "conversion-failed",
  "snapshot-failed",
  "cleanup-failed",
  "skipped",
  "previous-snapshot",
  "stuck",
];

/** Adds one rule or an array of them; all or none. Answers their ids in order. */
export function addFaults(sim: Simulation, body: unknown): { ids: string[] } {
  const rules = Array.isArray(body) ? z.array(FaultRule).parse(body) : [FaultRule.parse(body)];
  rules.forEach(requireServiceOfKind);
  return { ids: rules.map((rule) => sim.faults.add(rule)) };
}

export function listFaults(sim: Simulation): unknown {
  return { items: sim.faults.list() };
}

export function removeFault(sim: Simulation, id: string): unknown {
  if (!sim.faults.remove(id)) throw new ControlError(404, `No fault ${id}`);
  return {};
}

export function clearFaults(sim: Simulation): unknown {
  sim.faults.clear();
  return {};
}

function requireServiceOfKind(rule: FaultRule): void {
  const isForJobs = JOB_ONLY.includes(rule.effect.kind);
  if (isForJobs && rule.service !== "drs")
    throw new ControlError(400, `service: '${rule.effect.kind}' is a fault of drs`, "service");
}
