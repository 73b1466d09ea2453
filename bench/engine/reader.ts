import { setTimeout as delay } from "node:timers/promises";

import { getExecution } from "#lib/services/executions/get.ts";

import type { JobFacts } from "./aws-facts.ts";
import type { BenchDeployment } from "./deployment.ts";

const READ_EVERY_MS = 50;

export type Readings = {
  /** How long each read took. */
  reads: number[];
  /** From an event's own time until the end of the first read that showed it. */
  lags: number[];
  /** When each server was first read as healthy. */
  healthySeenAt: Map<string, number>;
};
export type Reader = { stop: () => Promise<Readings> };

/** Reads executions in turn, as screens do, until it is stopped. */
export function readInTurn({ ctx, links }: BenchDeployment, executionIds: readonly string[]): Reader {
  const stopping = new AbortController();
  const readings: Readings = { reads: [], lags: [], healthySeenAt: new Map() };
  const seen = new Set<string>();

  async function read(executionId: string, isFirst: boolean): Promise<void> {
    const start = performance.now();
    const view = await getExecution(ctx, executionId, links);
    readings.reads.push(performance.now() - start);
    const now = Date.now();
    for (const { sourceServerId, healthyAt } of view.waves.flatMap((wave) => wave.servers)) {
      if (healthyAt === null || readings.healthySeenAt.has(sourceServerId)) continue;
      readings.healthySeenAt.set(sourceServerId, now);
    }
    const stamps = [
      ...view.waves.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
      ...view.waves.flatMap((wave) => wave.servers.flatMap(({ launchedAt, healthyAt }) => [launchedAt, healthyAt])),
    ];
    for (const [index, stamp] of stamps.entries()) {
      const key = `${executionId} ${index}`;
      if (stamp === null || seen.has(key)) continue;
      seen.add(key);
      if (!isFirst) readings.lags.push(now - Date.parse(stamp));
    }
  }

  async function keepReading(): Promise<void> {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      const executionId = executionIds[turn % executionIds.length];
      if (executionId === undefined) return;
      await read(executionId, turn < executionIds.length);
      await delay(READ_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    // How it all ended belongs to what was seen.
    for (const executionId of executionIds) await read(executionId, false);
  }

  const reading = keepReading();
  return {
    async stop() {
      stopping.abort();
      await reading;
      return readings;
    },
  };
}

/** From the moment at which AWS's checks of a server passed until the end of the first read that said so. */
export function sinceAwsPassed({ healthySeenAt }: Readings, jobs: readonly JobFacts[]): number[] {
  return jobs.flatMap((job) =>
    [...job.healthyAtOf].map(([id, passedAt]) => (healthySeenAt.get(id) ?? Infinity) - passedAt),
  );
}
