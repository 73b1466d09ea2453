import { toClockView } from "./clock-routes.ts";
import { toJob } from "../drs/job-view.ts";
import { checksAt, stateAt } from "../ec2/instance-state.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";

/** The whole world for a reader: accounts, and what each has in each Region that was used. */
export function toStateView(sim: Simulation): unknown {
  return {
    clock: toClockView(sim),
    topology: sim.topology,
    seed: sim.seed,
    accounts: [...sim.world.accounts.values()],
    regions: [...sim.world.regions.values()].map((here) => toRegionView(sim, here)),
  };
}

function toRegionView(sim: Simulation, here: RegionState): unknown {
  const now = sim.clock.now();
  return {
    accountId: here.accountId,
    region: here.region,
    isInitialized: here.drs.isInitialized,
    sourceServers: [...here.drs.sourceServers.values()],
    jobs: [...here.drs.jobs.values()].map((job) => ({ ...toJob(here, job), log: job.log })),
    recoveryInstances: [...here.drs.recoveryInstances.values()],
    ec2Instances: [...here.ec2.instances.values()].map((each) => ({
      ...each,
      state: stateAt(each, now) ?? "forgotten",
      checks: checksAt(each, now),
    })),
    activities: [...here.sfn.activities.values()],
    stateMachines: [...here.sfn.stateMachines.values()].map(({ stateMachineArn, name }) => ({ stateMachineArn, name })),
    executions: [...here.sfn.executions.values()].map(({ events, ...execution }) => ({
      ...execution,
      events: events.length,
    })),
  };
}
