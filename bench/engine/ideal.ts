import type { JobFacts } from "./aws-facts.ts";

/** What AWS alone took for each wave: from its first job until the last of its instances passed the checks. */
export function waveDurations(jobs: readonly JobFacts[]): Map<number, number> {
  return new Map(
    [...Map.groupBy(jobs, (job) => job.wave)].map(([wave, own]) => {
      const start = Math.min(...own.map((job) => job.createdAt));
      return [wave, Math.max(...own.map((job) => job.healthyAt)) - start];
    }),
  );
}

export type Path = { milliseconds: number; hops: number };

/** The longest way through the waves, and how many waves lie on it. Waves come after those that they depend on. */
export function criticalPath(waves: readonly { dependsOn: number[] }[], durations: ReadonlyMap<number, number>): Path {
  const paths: Path[] = [];
  for (const [index, { dependsOn }] of waves.entries()) {
    const before = longest(dependsOn.flatMap((number) => paths[number - 1] ?? []));
    paths.push({ milliseconds: before.milliseconds + (durations.get(index + 1) ?? 0), hops: before.hops + 1 });
  }
  return longest(paths);
}

function longest(paths: readonly Path[]): Path {
  return paths.reduce((most, path) => (path.milliseconds > most.milliseconds ? path : most), {
    milliseconds: 0,
    hops: 0,
  });
}

type Slots = { jobs: number; servers: number };

/** How long independent jobs take when each starts, in their order, at the moment at which the quotas let it. */
export function idealUnderQuota(jobs: readonly JobFacts[], limits: Slots): number {
  let now = 0;
  let end = 0;
  let running: { until: number; servers: number }[] = [];
  for (const job of jobs.toSorted((a, b) => a.createdAt - b.createdAt)) {
    while (!fits(running, job.serverIds.length, limits)) {
      now = Math.min(...running.map((each) => each.until));
      running = running.filter((each) => each.until > now);
    }
    running.push({ until: now + job.endedAt - job.createdAt, servers: job.serverIds.length });
    end = Math.max(end, now + job.healthyAt - job.createdAt);
  }
  return end;
}

function fits(running: readonly { servers: number }[], more: number, limits: Slots): boolean {
  const servers = running.reduce((sum, each) => sum + each.servers, 0);
  return running.length < limits.jobs && servers + more <= limits.servers;
}

/**
 * The makespan over the ideal where DRS takes as long as it really does: what DRS does is `speed` times longer there,
 * what we add is not.
 */
export function ratioAtRealScale(ideal: { milliseconds: number; speed: number }, overheadMs: number): number {
  const real = ideal.milliseconds * ideal.speed;
  return (real + overheadMs) / real;
}
