import { zoneOf } from "../ec2/create-instance.ts";
import type { JobFault } from "../faults/active-rules.ts";
import type { JobEffect } from "../faults/job-effects.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import { instanceIdFor } from "./ids.ts";
import type { Job, Participant } from "./records.ts";

/** Asks for the fault of a kind that befalls a server of a job now. Only an effect that `suits` counts as applied. */
export type AskForFault = <Kind extends JobEffect["kind"]>(
  kind: Kind,
  suits?: (effect: Extract<JobEffect, { kind: Kind }>) => boolean,
) => JobFault<Kind> | undefined;

/** How faults are asked for on behalf of one server of a job; rules may name the server, the job, its instance or zone. */
export function jobFaults(
  sim: Simulation,
  here: RegionState,
  { job, participant }: { job: Job; participant: Participant },
): AskForFault {
  const { sourceServerId } = participant;
  const instanceId = participant.recoveryInstanceId ?? instanceIdFor("recovery", job.jobId, sourceServerId);
  const names = [sourceServerId, job.jobId, instanceId];
  const server = here.drs.sourceServers.get(sourceServerId);
  const isItsZone = (id: string) => server !== undefined && id.startsWith(here.region) && id === zoneOf(here, server);
  const target = {
    service: "drs",
    operation: job.type === "LAUNCH" ? "StartRecovery" : "TerminateRecoveryInstances",
    accountId: here.accountId,
    region: here.region,
    mentions: (id: string) => names.includes(id) || isItsZone(id),
  };
  return (kind, suits) => sim.faults.forJob(target, kind, suits);
}
