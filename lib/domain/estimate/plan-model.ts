import type { PlannedWave, StepModel } from "./step-model.ts";
import type { Pool, WaveModel } from "./simulate.ts";

/** A wave that has not started, its servers pooled by OS family. */
export function plannedWave(wave: PlannedWave, steps: StepModel): WaveModel {
  return {
    number: wave.number,
    dependsOn: wave.dependsOn,
    startedAt: null,
    endedAt: null,
    before: steps.actions(wave, "before", 0),
    pools: plannedPools(wave.servers, steps),
    after: steps.actions(wave, "after", 0),
  };
}

/** Servers that are not launched yet, pooled by OS family. */
export function plannedPools(servers: PlannedWave["servers"], steps: StepModel): Pool[] {
  return [...Map.groupBy(servers, ({ osFamily }) => osFamily)].map(([osFamily, alike]) => ({
    key: osFamily,
    osFamily,
    sourceServerIds: alike.map(({ sourceServerId }) => sourceServerId),
    left: steps.toHealthy(osFamily, 0),
  }));
}
