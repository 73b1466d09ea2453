import { addSourceServers } from "../control/add-source-servers.ts";
import { startJobOfOthers } from "../drs/jobs-of-others.ts";
import { jobsLeft } from "../drs/quotas.ts";
import type { Simulation } from "../simulation.ts";
import { regionState } from "../world.ts";
import type { Crowd } from "./records.ts";
import type { ScenarioEffects } from "./scenario.ts";

const PREFIX = "other-team-";

/** Servers of other people, each in a launch job that does not end; no more jobs than DRS lets run. */
export function addCrowd(sim: Simulation, { accountId, region, jobs }: NonNullable<ScenarioEffects["crowd"]>): Crowd {
  const here = regionState(sim.world, accountId, region);
  const count = Math.min(jobs, jobsLeft(here));
  const { ids } =
    count === 0
      ? { ids: [] }
      : addSourceServers(sim, { accountId, region, count, prefix: PREFIX, tags: { app: "other-team" } });
  const jobIds = ids.map((id) => {
    const jobId = startJobOfOthers(sim, here, { sourceServerIds: [id], isDrill: false });
    for (const participant of here.drs.jobs.get(jobId)?.participants ?? []) {
      participant.faults = { held: { ruleId: PREFIX, next: "JOB_START" } };
    }
    return jobId;
  });
  return { accountId, region, sourceServerIds: ids, jobIds };
}

export function removeCrowd(sim: Simulation, { accountId, region, sourceServerIds, jobIds }: Crowd): void {
  const { drs } = regionState(sim.world, accountId, region);
  for (const id of jobIds) drs.jobs.delete(id);
  for (const id of sourceServerIds) drs.sourceServers.delete(id);
}
