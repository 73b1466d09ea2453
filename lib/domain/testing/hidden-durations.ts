import type { DurationSample, DurationStep, OsFamily } from "#lib/domain/estimate/duration-sample.ts";
import { scoreOfTail } from "#lib/domain/estimate/normal.ts";
import type { PlannedWave } from "#lib/domain/estimate/step-model.ts";
import { uniformStream } from "#lib/domain/estimate/random.ts";
import type { RunningServer, RunningWave } from "#lib/domain/estimate/running-model.ts";
import type { ExecutionType, ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";

/** What a forecast has to find out: medians in seconds and sigmas of log-normals, and how much of them a day has in common. */
export type HiddenModel = {
  medians: Record<"LAUNCH" | "HEALTH", Record<OsFamily, number>>;
  sigma: number;
  sharedFraction: number;
};

export const HIDDEN: HiddenModel = {
  medians: {
    LAUNCH: { LINUX: 780, WINDOWS: 1500, OTHER: 1100, UNKNOWN: 1100 },
    HEALTH: { LINUX: 200, WINDOWS: 620, OTHER: 300, UNKNOWN: 300 },
  },
  sigma: 0.45,
  sharedFraction: 0.4,
};

export type PlayedServer = { sourceServerId: string; osFamily: OsFamily; launch: number; health: number };
export type PlayedWave = { number: number; start: number; end: number; servers: PlayedServer[] };
export type PlayedExecution = { waves: PlayedWave[]; end: number };

/** Plays an execution of a plan, whose waves come in the order of their dependencies, as the hidden model has it, in seconds. */
export function playExecution(waves: readonly PlannedWave[], model: HiddenModel, seed: string): PlayedExecution {
  const uniform = uniformStream(seed);
  const day = scoreOfTail(uniform());
  function seconds(step: "LAUNCH" | "HEALTH", osFamily: OsFamily): number {
    const { sharedFraction, sigma, medians } = model;
    const factor = Math.sqrt(sharedFraction) * day + Math.sqrt(1 - sharedFraction) * scoreOfTail(uniform());
    return medians[step][osFamily] * Math.exp(sigma * factor);
  }
  const ends = new Map<number, number>();
  const played = waves.map(({ number, dependsOn, servers }) => {
    const start = Math.max(0, ...dependsOn.map((other) => ends.get(other) ?? 0));
    const taken = servers.map((server) => ({
      ...server,
      launch: seconds("LAUNCH", server.osFamily),
      health: seconds("HEALTH", server.osFamily),
    }));
    const end = start + Math.max(0, ...taken.map(({ launch, health }) => launch + health));
    ends.set(number, end);
    return { number, start, end, servers: taken };
  });
  return { waves: played, end: Math.max(0, ...ends.values()) };
}

/** The samples that an execution leaves. */
export function samplesOf(
  execution: PlayedExecution,
  of: { planId: string; executionId: string; mode: ExecutionType },
): DurationSample[] {
  return execution.waves.flatMap(({ servers }) =>
    servers.flatMap(({ osFamily, launch, health }) =>
      (
        [
          ["LAUNCH", launch],
          ["HEALTH", health],
        ] satisfies [DurationStep, number][]
      ).map(([step, seconds]) => ({
        step,
        osFamily,
        seconds,
        ...of,
      })),
    ),
  );
}

/** What is seen of an execution that started at `start` so many seconds later. */
export function cutAt(
  execution: PlayedExecution,
  plan: readonly PlannedWave[],
  { start, seconds }: { start: Date; seconds: number },
): { waves: RunningWave[]; servers: RunningServer[] } {
  function seen(at: number): Date | null {
    return at <= seconds ? new Date(start.getTime() + at * 1000) : null;
  }
  const dependencies = new Map(plan.map(({ number, dependsOn }) => [number, dependsOn]));
  const waves = execution.waves.map((wave) => {
    const [startedAt, endedAt] = [seen(wave.start), seen(wave.end)];
    const status: WaveStatus = endedAt !== null ? "COMPLETED" : startedAt !== null ? "LAUNCHING" : "PENDING";
    return { number: wave.number, dependsOn: dependencies.get(wave.number) ?? [], status, startedAt, endedAt };
  });
  const servers = execution.waves.flatMap((wave) =>
    wave.servers.map(({ sourceServerId, osFamily, launch, health }) => {
      const requestedAt = seen(wave.start);
      const launchedAt = seen(wave.start + launch);
      const healthyAt = seen(wave.start + launch + health);
      const status = statusOf({ requestedAt, launchedAt, healthyAt });
      return { sourceServerId, osFamily, waveNumber: wave.number, status, requestedAt, launchedAt, healthyAt };
    }),
  );
  return { waves, servers };
}

function statusOf(seen: Pick<RunningServer, "requestedAt" | "launchedAt" | "healthyAt">): ServerStatus {
  if (seen.healthyAt !== null) return "HEALTHY";
  if (seen.launchedAt !== null) return "LAUNCHED";
  return seen.requestedAt === null ? "PENDING" : "LAUNCHING";
}

/** Waves 1 → 2, 3, 4 → 5, 6 → 7 with so many Linux and Windows servers each. */
export const DIAMOND: readonly PlannedWave[] = [
  plannedWave(1, [], "LL"),
  plannedWave(2, [1], "LLLLLLLLWW"),
  plannedWave(3, [1], "WWWW"),
  plannedWave(4, [1], "LLLLLLLLLLLLLLLL"),
  plannedWave(5, [2, 3], "LLLLLWWWWWWWWWW"),
  plannedWave(6, [3, 4], "WLLLLLLLLLLL"),
  plannedWave(7, [5, 6], "LLW"),
];

function plannedWave(number: number, dependsOn: number[], servers: string): PlannedWave {
  return {
    number,
    dependsOn,
    servers: Array.from(servers, (letter, index) => ({
      sourceServerId: `s-${number}-${index}`,
      osFamily: letter === "W" ? "WINDOWS" : "LINUX",
    })),
  };
}
