import { stateAt } from "../ec2/instance-state.ts";
import type { Job, RecoveryInstance, ReplicationState } from "../drs/records.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { toClockView } from "./clock-routes.ts";
import { ControlError } from "./control-error.ts";
import { countBy, toProgress, type Progress } from "./job-progress.ts";

const MOST_JOBS = 50;
const MOST_FAILURES = 5;

type Found = { here: RegionState; job: Job };

/** What the page shows, bounded however big the world is: the newest 50 jobs, running ones first, with their first failures. */
export function toSummary(sim: Simulation): unknown {
  const regions = [...sim.world.regions.values()];
  const jobs = regions.flatMap((here) => [...here.drs.jobs.values()].map((job) => ({ here, job })));
  return {
    clock: toClockView(sim),
    topology: sim.topology,
    seed: sim.seed,
    runningExecutions: sim.running.size,
    regions: regions.filter(isUsed).map((here) => toRegion(sim, here)),
    jobs: {
      total: jobs.length,
      running: jobs.filter(isRunning).length,
      items: jobs.sort(byInterest).slice(0, MOST_JOBS).map(toJobSummary),
    },
  };
}

/** One job with the progress of each of its servers. */
export function toJobView(sim: Simulation, jobId: string): unknown {
  for (const here of sim.world.regions.values()) {
    const job = here.drs.jobs.get(jobId);
    if (job) return { ...toJobFacts({ here, job }), servers: toProgress(here, job) };
  }
  throw new ControlError(404, `No job ${jobId}`);
}

function isUsed({ drs }: RegionState): boolean {
  return drs.sourceServers.size > 0 || drs.jobs.size > 0 || drs.recoveryInstances.size > 0;
}

function toRegion(sim: Simulation, here: RegionState): unknown {
  const live = [...here.drs.recoveryInstances.values()].filter((each) => isUp(sim, here, each));
  const drills = live.filter((each) => each.isDrill).length;
  return {
    accountId: here.accountId,
    accountName: sim.world.accounts.get(here.accountId)?.name ?? null,
    region: here.region,
    servers: here.drs.sourceServers.size,
    byState: countBy<ReplicationState>([...here.drs.sourceServers.values()].map((each) => each.replication.state)),
    recoveries: live.length - drills,
    drills,
  };
}

function isUp(sim: Simulation, here: RegionState, { recoveryInstanceId }: RecoveryInstance): boolean {
  const instance = here.ec2.instances.get(recoveryInstanceId);
  const state = instance && stateAt(instance, sim.clock.now());
  return state === "pending" || state === "running";
}

function isRunning({ job }: Found): boolean {
  return job.status !== "COMPLETED";
}

function byInterest(a: Found, b: Found): number {
  return Number(isRunning(b)) - Number(isRunning(a)) || b.job.createdAt - a.job.createdAt;
}

function toJobSummary(found: Found): unknown {
  const servers = toProgress(found.here, found.job);
  const failures = servers.filter((each) => each.phase === "failed");
  return {
    ...toJobFacts(found),
    servers: servers.length,
    byPhase: countBy(servers.map((each) => each.phase)),
    failed: failures.length,
    failures: failures
      .slice(0, MOST_FAILURES)
      .map(({ hostname, event, reason }: Progress) => ({ hostname, event, reason })),
  };
}

function toJobFacts({ here, job }: Found): Record<string, unknown> {
  return {
    jobId: job.jobId,
    accountId: here.accountId,
    region: here.region,
    initiatedBy: job.initiatedBy,
    status: job.status,
    createdAt: new Date(job.createdAt).toISOString(),
    endedAt: job.endedAt === null ? null : new Date(job.endedAt).toISOString(),
  };
}
