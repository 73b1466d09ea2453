import { SCENARIOS } from "../scenarios/catalogue.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { switchOff, switchOn } from "../scenarios/switching.ts";
import type { Simulation } from "../simulation.ts";
import { ControlError } from "./control-error.ts";

/** Every scenario with its parameters and whether it is on. */
export function listScenarios(sim: Simulation): unknown {
  return { items: SCENARIOS.map((scenario) => toScenarioView(sim, scenario)) };
}

/** Switches a scenario on with the given values of its parameters. Answers what it is now. */
export function startScenario(sim: Simulation, id: string, values: unknown): unknown {
  const scenario = requireScenario(id);
  const prepared = scenario.prepare(values);
  if (sim.world.scenarios.has(id)) throw new ControlError(409, `The scenario ${id} is on already`);
  switchOn(sim, id, prepared);
  return toScenarioView(sim, scenario);
}

/** Switches a scenario off and takes back what it changed. Answers what it is now. */
export function stopScenario(sim: Simulation, id: string): unknown {
  const scenario = requireScenario(id);
  const active = sim.world.scenarios.get(id);
  if (!active) throw new ControlError(404, `The scenario ${id} is not on`);
  switchOff(sim, active);
  return toScenarioView(sim, scenario);
}

function requireScenario(id: string): Scenario {
  const scenario = SCENARIOS.find((each) => each.id === id);
  if (!scenario) throw new ControlError(404, `No scenario ${id}`);
  return scenario;
}

function toScenarioView({ world }: Simulation, { id, title, description, parameters }: Scenario): unknown {
  const active = world.scenarios.get(id);
  return {
    ...{ id, title, description, parameters },
    isActive: active !== undefined,
    since: active ? new Date(active.since).toISOString() : null,
    values: active?.values ?? null,
  };
}
