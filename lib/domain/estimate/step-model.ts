import type { ExecutionType } from "#lib/domain/execution-status.ts";

import { type DurationStep, type OsFamily } from "./duration-sample.ts";
import { type Durations, durationOf } from "./durations.ts";
import { fitLogNormal, type LogNormal, secondsLeft } from "./log-normal.ts";
import { type Draw, NO_TIME } from "./simulate.ts";
import { type SumTable, tabulateSum } from "./sum-table.ts";

export type PlannedServer = { sourceServerId: string; osFamily: OsFamily };

/** Seconds that a wave's own steps always take, or `learnt` where the history says how long. */
export type ActionSeconds = number | "learnt";

export type PlannedWave = {
  number: number;
  dependsOn: readonly number[];
  servers: readonly PlannedServer[];
  /** Left out, the wave has no steps of its own. */
  actionsSeconds?: { before: ActionSeconds; after: ActionSeconds };
};

/** How long what is left of a server or of a wave's own steps takes, by the execution's factor and a normal score. */
export type StepModel = {
  stepOf: (step: DurationStep, osFamily: OsFamily) => LogNormal;
  /** Of a server whose launch was accepted `elapsed` seconds ago; 0 for one that is not launched yet. */
  toHealthy: (osFamily: OsFamily, elapsed: number) => Draw;
  /** Of a server that was launched `elapsed` seconds ago. */
  health: (osFamily: OsFamily, elapsed: number) => Draw;
  actions: (wave: Pick<PlannedWave, "actionsSeconds">, side: "before" | "after", elapsed: number) => Draw;
};

/** The steps of one mode as distributions in seconds, each fitted and tabulated only once. */
export function stepModel(durations: Durations, mode: ExecutionType): StepModel {
  const steps = new Map<string, LogNormal>();
  const tables = new Map<string, SumTable>();
  function stepOf(step: DurationStep, osFamily: OsFamily): LogNormal {
    return remember(steps, `${step} ${osFamily}`, () =>
      fitLogNormal(durationOf(durations, { step, osFamily, mode }), durations.sharedFraction),
    );
  }
  function left(step: LogNormal, elapsed: number): Draw {
    return (shared, own) => secondsLeft(step, elapsed, { shared, own });
  }
  return {
    stepOf,
    toHealthy: (osFamily, elapsed) => {
      return remember(tables, `${osFamily} ${elapsed}`, () =>
        tabulateSum(stepOf("LAUNCH", osFamily), stepOf("HEALTH", osFamily), elapsed),
      );
    },
    health: (osFamily, elapsed) => left(stepOf("HEALTH", osFamily), elapsed),
    actions: (wave, side, elapsed) => {
      const seconds = wave.actionsSeconds?.[side] ?? 0;
      if (seconds === "learnt") {
        return left(stepOf(side === "before" ? "ACTIONS_BEFORE" : "ACTIONS_AFTER", "UNKNOWN"), elapsed);
      }
      return seconds > elapsed ? () => seconds - elapsed : NO_TIME;
    },
  };
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
