import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { OnFailure } from "#lib/domain/wave-policy.ts";

import { type Disturbance, someDisturbances } from "./disturbance-menu.ts";
import { type PlannedFault, someFaults } from "./fault-menu.ts";
import { type Random, randomOf } from "./random.ts";
import { someTrap } from "./trap-menu.ts";

/** One group of a wave: so many servers of the nth account and Region. */
export type ScenarioGroup = { place: number; servers: number };

export type ScenarioWave = {
  groups: ScenarioGroup[];
  /** Numbers of earlier waves, from 1. */
  dependsOn: number[];
  onFailure: OnFailure;
  passPercent: number;
  automaticRetries: number;
  /** Share of its servers that may fail. */
  optionalShare: number;
};

/** An execution of the scenario's plan, and when it is asked for: at once, while the one before runs, or after it. */
export type ScenarioStart = { type: ExecutionType; when: "first" | "during" | "after"; delaySeconds: number };

/** Everything of a run that its seed decides. What the processes make of it still depends on the machine. */
export type Scenario = {
  seed: number;
  speed: number;
  workers: number;
  notify: boolean;
  /** Drills are cleaned up as soon as they have ended. */
  cleanup: boolean;
  waves: ScenarioWave[];
  starts: [ScenarioStart, ...ScenarioStart[]];
  faults: PlannedFault[];
  disturbances: Disturbance[];
};

/** Accounts and Regions that a scenario uses at most, and servers in each. */
export const PLACES = 2;
export const SERVERS_IN_A_PLACE = 18;
const LONGEST_CHAIN = 4;
const FEW_WAVES = 5;

export function scenarioOf(seed: number): Scenario {
  const random = randomOf(seed, "scenario");
  const waves = someWaves(random);
  const servers = waves.flatMap((wave) => wave.groups).reduce((sum, group) => sum + group.servers, 0);
  const trap = someTrap(randomOf(seed, "trap"));
  return {
    seed,
    speed: random.pick([300, 400, 600]),
    workers: random.int(1, 3),
    notify: random.chance(0.8),
    cleanup: randomOf(seed, "clean-up").chance(0.4),
    waves,
    starts: someStarts(random),
    faults: [...someFaults(randomOf(seed, "faults"), servers), ...trap.faults],
    disturbances: [...someDisturbances(randomOf(seed, "disturbances")), ...trap.disturbances],
  };
}

function someWaves(random: Random): ScenarioWave[] {
  const count = random.chance(0.2) ? random.int(FEW_WAVES + 1, 12) : random.int(1, FEW_WAVES);
  const depths: number[] = [];
  return Array.from({ length: count }, (_, index) => {
    const before = Array.from({ length: index }, (_unused, each) => each + 1);
    // A long chain makes a long run and shows nothing that a short one does not.
    const shallow = before.filter((number) => (depths[number - 1] ?? 0) < LONGEST_CHAIN - 1);
    const dependsOn = random.some(shallow, random.pick([0.2, 0.5, 0.9])).slice(-4);
    depths.push(Math.max(-1, ...dependsOn.map((number) => depths[number - 1] ?? 0)) + 1);
    return { groups: someGroups(random, count), dependsOn, ...somePolicy(random) };
  });
}

/** One group, or one in each place. Many waves are of few servers, so that no place runs out of them. */
function someGroups(random: Random, waves: number): ScenarioGroup[] {
  const preferred = random.int(0, PLACES - 1);
  const places = [preferred, ...(random.chance(0.2) ? [PLACES - 1 - preferred] : [])];
  return places.map((place) => ({ place, servers: random.int(1, waves > FEW_WAVES ? 1 : 3) }));
}

function somePolicy(random: Random): Omit<ScenarioWave, "groups" | "dependsOn"> {
  return {
    onFailure: random.pick(["ASK", "ASK", "CONTINUE", "ABORT"]),
    passPercent: random.pick([100, 100, 50, 1]),
    automaticRetries: random.pick([0, 0, 1, 2]),
    optionalShare: random.pick([0, 0, 0.5]),
  };
}

function someStarts(random: Random): Scenario["starts"] {
  const type = random.pick<ExecutionType>(["DRILL", "DRILL", "RECOVERY"]);
  const first: ScenarioStart = { type, when: "first", delaySeconds: 0 };
  if (!random.chance(0.4)) return [first];
  const when = random.pick<ScenarioStart["when"]>(["during", "after"]);
  const second = random.pick<ExecutionType>(["RECOVERY", "RECOVERY", "DRILL"]);
  return [first, { type: second, when, delaySeconds: random.int(1, 6) }];
}
